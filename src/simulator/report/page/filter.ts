import type { Journey, StageName } from '../types.ts';
import { isHeldBack } from './ending.ts';
import type { PackedJourney } from './packed.ts';

/** The selection of records. */
export interface Filter {
  readonly outcome?: Journey['outcome'];
  /** The stage that ignored them, or at which they had errors. */
  readonly heldBackAt?: StageName;
  readonly page?: number;
  /** A text in their key or in any of their values, errors included. */
  readonly search?: string;
}

/** Makes a filter of journeys; the text of each is made when it is first searched. */
export function createFilter(journeys: readonly PackedJourney[]): (filter: Filter) => readonly PackedJourney[] {
  const texts = new Map<PackedJourney, string>();
  const readText = (journey: PackedJourney): string => {
    const text = texts.get(journey) ?? searchable(journey);
    texts.set(journey, text);
    return text;
  };
  return ({ outcome, heldBackAt, page, search = '' }) => {
    const sought = search.trim().toLowerCase();
    return journeys.filter(
      (journey) =>
        (outcome === undefined || journey.outcome === outcome) &&
        (page === undefined || journey.page === page) &&
        (heldBackAt === undefined || isHeldBackAt(journey, heldBackAt)) &&
        (sought === '' || readText(journey).includes(sought)),
    );
  };
}

/** Sorts journeys by page and record; records that hooks have added come last. */
export function sortRecords(journeys: readonly PackedJourney[]): readonly PackedJourney[] {
  const readPlace = ({ key }: PackedJourney): readonly number[] => {
    const [page, index = ''] = key.split(':');
    return [Number(page), index.startsWith('+') ? 1 : 0, Number(index)];
  };
  const placed = journeys.map((journey) => ({ journey, place: readPlace(journey) }));
  placed.sort((one, other) => {
    const differing = one.place.findIndex((number, index) => number !== other.place[index]);
    return differing === -1 ? 0 : Number(one.place[differing]) - Number(other.place[differing]);
  });
  return placed.map(({ journey }) => journey);
}

function searchable({ key, traceKey = '', values, stages }: PackedJourney): string {
  const errors = stages.flatMap((stage) => stage.errors);
  return `${key} ${traceKey} ${JSON.stringify(values)} ${JSON.stringify(errors)}`.toLowerCase();
}

function isHeldBackAt({ stages }: PackedJourney, stage: StageName): boolean {
  return stages.some((one) => one.name === stage && isHeldBack(one));
}
