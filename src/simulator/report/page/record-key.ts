import type { PackedJourney } from './packed.ts';

/** A name for records that a person knows: their trace key, or a field. */
export interface RecordKey {
  readonly label: string;
  readonly read: (journey: PackedJourney) => string;
}

/** The key of the journey itself: the page, and the place in it. */
export const JOURNEY_KEY: RecordKey = { label: 'page:place', read: ({ key }) => key };

/** The most fields to choose from. */
const MOST = 50;

/**
 * Lists what records can be named by, the best one first: the trace key, else the first field that is text or a number
 * in every record and differs in each, else the key of the journey.
 */
export function listRecordKeys(journeys: readonly PackedJourney[]): readonly RecordKey[] {
  const fields = listFields(journeys[0]?.values[0]).slice(0, MOST).map(toFieldKey);
  if (journeys.some(({ traceKey }) => traceKey !== undefined)) return [TRACE_KEY, ...fields, JOURNEY_KEY];
  const best = fields.find(({ read }) => isDistinct(journeys, read)) ?? JOURNEY_KEY;
  return [best, ...[...fields, JOURNEY_KEY].filter((one) => one !== best)];
}

const TRACE_KEY: RecordKey = { label: 'trace key', read: ({ traceKey, key }) => traceKey ?? key };

type FieldPath = readonly (string | number)[];

/** The paths of texts and numbers in a record, or in the first of its rows: its own, then those of its parts. */
function listFields(record: unknown): FieldPath[] {
  if (Array.isArray(record)) return listFields(record[0]).map((path) => [0, ...path]);
  const entries = Object.entries(Object(record));
  const own = entries.filter(([, value]) => isShort(value)).map(([name]): FieldPath => [name]);
  const inner = entries.flatMap(([name, value]) => {
    const parts = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
    return parts.filter(([, part]) => isShort(part)).map(([part]): FieldPath => [name, part]);
  });
  return [...own, ...inner];
}

function isShort(value: unknown): value is string | number {
  return typeof value === 'number' || typeof value === 'string';
}

function toFieldKey(path: FieldPath): RecordKey {
  const read = ({ values }: PackedJourney): string => {
    let value: unknown = values[0];
    for (const step of path) value = (Object(value) as Record<string | number, unknown>)[step];
    return isShort(value) ? String(value) : '';
  };
  return { label: path.filter((step) => step !== 0).join('.'), read };
}

function isDistinct(journeys: readonly PackedJourney[], read: RecordKey['read']): boolean {
  const met = new Set<string>();
  return journeys.every((journey) => {
    const text = read(journey);
    if (text === '' || met.has(text)) return false;
    met.add(text);
    return true;
  });
}
