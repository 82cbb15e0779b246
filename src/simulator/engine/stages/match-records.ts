import type { AnyRecord } from '../../../contracts/author-types.ts';

/**
 * Matches the records of a hook's response with those of its page. The hook may have dropped, added, changed and moved
 * records. They are matched by the first field that is text or number in every record and differs in each, or else by
 * their whole content. On a page of equal length, an unmatched record is the changed one at its place, if it still has
 * that field, or any field of the other.
 * @param ids the ids of the records before
 * @returns the ids of the records afterwards; -1, -2 … for added ones
 */
export function matchRecords(
  before: readonly AnyRecord[],
  ids: readonly number[],
  after: readonly AnyRecord[],
): readonly number[] {
  const key = findKey(before);
  const identify = createIdentity(key);
  const identities = before.map(identify);
  const isSameLength = before.length === after.length;
  if (isSameLength && after.every((record, place) => identify(record) === identities[place])) return ids;
  const find = createFinder(identities);
  const found = after.map((record) => find(identify(record)));
  const taken = new Set(found);
  let added = 0;
  return found.map((place, index) => {
    const own =
      place ?? (isSameLength && !taken.has(index) && isChanged(before[index], after[index], key) ? index : undefined);
    if (own !== undefined) return ids[own] as number;
    added += 1;
    return -added;
  });
}

/** Finds the place of an identity, each place once: a hook may answer with the same record twice. */
function createFinder(identities: readonly unknown[]): (one: unknown) => number | undefined {
  const first = new Map<unknown, number>();
  const next: (number | undefined)[] = [];
  for (let place = identities.length - 1; place >= 0; place--) {
    next[place] = first.get(identities[place]);
    first.set(identities[place], place);
  }
  return (one) => {
    const place = first.get(one);
    if (place === undefined) return undefined;
    const following = next[place];
    if (following === undefined) first.delete(one);
    else first.set(one, following);
    return place;
  };
}

/** Whether a record may be the changed one, and not another. */
function isChanged(before: AnyRecord | undefined, after: AnyRecord | undefined, key: string | undefined): boolean {
  const has = (name: string) => Object.hasOwn(Object(after), name);
  return key === undefined ? Object.keys(Object(before)).some(has) : has(key);
}

/** Finds the field that tells the records of a page apart. */
function findKey(records: readonly AnyRecord[]): string | undefined {
  const [first = {}] = records;
  return Object.keys(first).find((name) => {
    const values = new Set(records.map((record) => record[name]).filter(isName));
    return values.size === records.length;
  });
}

/** Makes the function that identifies the records of a page. */
function createIdentity(key: string | undefined): (record: AnyRecord) => unknown {
  return key === undefined ? (record) => JSON.stringify(record) : (record) => record[key] ?? JSON.stringify(record);
}

function isName(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}
