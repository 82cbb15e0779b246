import type { AnyRecord } from '../contracts/author.ts';

/**
 * Says which records of a page a hook has answered with. It answers with new objects, and may have dropped, added,
 * changed and moved some, so that they are told apart by what they hold: by the first field that is text or number in
 * every record and different in each; where there is none, by all they hold. Of a page that has kept its length, what
 * is not found again is the record in that place, changed.
 * @param ids are those of the records before
 * @returns the ids of the records afterwards; -1, -2 … for added ones
 */
export function matchRecords(
  before: readonly AnyRecord[],
  ids: readonly number[],
  after: readonly AnyRecord[],
): readonly number[] {
  const tell = tellerOf(before);
  const places = new Map<unknown, number>();
  for (const [place, record] of before.entries()) places.set(tell(record), place);
  const found = after.map((record) => take(places, tell(record)));
  const rest = new Set(places.values());
  let added = 0;
  const sameLength = before.length === after.length;
  return found.map((place, index) => {
    const own = place ?? (sameLength && rest.delete(index) ? index : undefined);
    if (own !== undefined) return ids[own] as number;
    added += 1;
    return -added;
  });
}

/** Each is found once: a hook may answer with the same record twice. */
function take(places: Map<unknown, number>, told: unknown): number | undefined {
  const place = places.get(told);
  places.delete(told);
  return place;
}

/** What tells the records of a page apart. */
function tellerOf(records: readonly AnyRecord[]): (record: AnyRecord) => unknown {
  const [first = {}] = records;
  const key = Object.keys(first).find((name) => {
    const values = new Set(records.map((record) => record[name]).filter(isName));
    return values.size === records.length;
  });
  return key === undefined ? (record) => JSON.stringify(record) : (record) => record[key] ?? JSON.stringify(record);
}

function isName(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}
