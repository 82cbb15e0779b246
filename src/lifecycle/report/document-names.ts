import { accountKinds, type DocumentChange, type LifeReport, type TreeDocument } from '../life-report.ts';

/** Names for the documents of a life that are the same in each run: their ids may differ. */
export interface DocumentNames {
  /** The name of a document: `flows Orders`, or `flows Orders 2` for the second one of that name. */
  readonly of: (document: Pick<DocumentChange, 'kind' | '_id' | 'name'>) => string;
  /** The names by the ids that the life has made up. */
  readonly byId: ReadonlyMap<string, string>;
}

/** Names all documents of a life, in the order in which they appear. The customer gave the ids of the first ones. */
export function nameDocuments({ before, events }: LifeReport): DocumentNames {
  const all = new Map<string, string>();
  const byId = new Map<string, string>();
  const times = new Map<string, number>();
  const add = (kind: DocumentChange['kind'], { _id, name = '' }: Pick<TreeDocument, '_id' | 'name'>) => {
    const key = `${kind}/${_id}`;
    if (all.has(key)) return;
    // A key of the state is a name that the app has chosen.
    const plain = kind === 'state' ? `state ${_id}` : `${kind} ${name}`.trim();
    const time = (times.get(plain) ?? 0) + 1;
    times.set(plain, time);
    const own = time === 1 ? plain : `${plain} ${time}`;
    all.set(key, own);
    if (kind !== 'state' && !isGiven(before[kind], _id)) byId.set(_id, own);
  };
  for (const kind of accountKinds) for (const document of before[kind] ?? []) add(kind, document);
  for (const { calls, changes } of events) {
    for (const change of [...calls.flatMap((call) => call.changes), ...changes]) add(change.kind, change);
  }
  return { of: ({ kind, _id }) => all.get(`${kind}/${_id}`) ?? `${kind} ${_id}`, byId };
}

function isGiven(documents: readonly TreeDocument[] = [], _id: string): boolean {
  return documents.some((one) => one._id === _id);
}

/** Copies JSON data, with the name of a document in brackets in the place of each id that the life has made up. */
export function replaceIds<T>(data: T, { byId }: DocumentNames): T {
  const ids = [...byId.keys()].map((id) => id.replaceAll(/\W/g, '\\$&'));
  if (ids.length === 0) return data;
  const any = new RegExp(ids.join('|'), 'g');
  const rename = (text: string) => text.replaceAll(any, (id) => `[${byId.get(id)}]`);
  const copy = (value: unknown): unknown => {
    if (typeof value === 'string') return rename(value);
    if (Array.isArray(value)) return value.map(copy);
    if (value !== Object(value)) return value;
    return Object.fromEntries(Object.entries(value as object).map(([key, inner]) => [rename(key), copy(inner)]));
  };
  return copy(data) as T;
}
