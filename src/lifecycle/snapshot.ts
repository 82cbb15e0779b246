import type { FakeAccount } from '../fake-platform/account.ts';
import type { AccountSnapshot, LifeDocument } from './life-facts.ts';
import { type AccountKind, accountKinds } from './life-report.ts';

/** A document with its id, made once for each saved document: snapshots are then compared by identity. */
const complete = new WeakMap<object, LifeDocument>();

/** Takes a snapshot of an account. It costs little: documents are replaced when they change, and not copied. */
export function takeSnapshot(account: FakeAccount): AccountSnapshot {
  const read = (kind: AccountKind): ReadonlyMap<string, LifeDocument> => {
    if (kind === 'state') return mapValues(account.state, (_id, value) => ({ _id, value }));
    if (kind === 'lookupCaches') {
      return mapValues(account.lookupCaches, (_id, { data, ...rest }) => ({
        ...rest,
        _id,
        data: Object.fromEntries(data),
      }));
    }
    return mapValues<object>(account[kind], completeDocument);
  };
  return Object.fromEntries(accountKinds.map((kind) => [kind, read(kind)])) as unknown as AccountSnapshot;
}

function completeDocument(_id: string, document: object): LifeDocument {
  const made = complete.get(document) ?? { ...document, _id };
  complete.set(document, made);
  return made;
}

function mapValues<T>(from: ReadonlyMap<string, T>, change: (key: string, value: T) => LifeDocument) {
  return new Map(Array.from(from, ([key, value]) => [key, change(key, value)] as const));
}
