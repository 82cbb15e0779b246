import type { Journey, StageName } from '../types.ts';
import { formatCount } from '../words.ts';
import type { Filter } from './filter.ts';
import type { PackedJourney } from './packed.ts';

interface Props {
  /** The names of the flow's stages. */
  readonly stages: readonly StageName[];
  readonly journeys: readonly PackedJourney[];
  readonly shown: readonly PackedJourney[];
  readonly filter: Filter;
  readonly exported: number;
  readonly onFilter: (filter: Filter) => void;
  /** The element that gets the focus after the search. */
  readonly onLeave: () => void;
}

const OUTCOMES: readonly Journey['outcome'][] = ['imported', 'ignored', 'replaced', 'failed', 'unfinished'];

/** The description of the selection, with its number of records. */
export function Search({ stages, journeys, shown, filter, exported, onFilter, onLeave }: Props) {
  const { outcome, heldBackAt, page, search = '' } = filter;
  const change = (changed: { readonly [K in keyof Filter]: Filter[K] | undefined }) => {
    const merged = Object.entries({ ...filter, ...changed }).filter(([, value]) => value !== undefined && value !== '');
    onFilter(Object.fromEntries(merged));
  };
  const leave = (event: KeyboardEvent) => {
    if (event.key === 'Escape') change({ search: undefined });
    if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
    event.preventDefault();
    onLeave();
  };
  const kept = journeys.length < exported ? `, a sample of ${formatCount(exported, 'record')}` : '';
  return (
    <search>
      <input
        type="search"
        aria-label="Search the records"
        placeholder="Search keys, values, errors"
        value={search}
        onInput={({ currentTarget }) => change({ search: currentTarget.value })}
        onKeyDown={leave}
      />
      <Choice
        label="Outcome"
        all="any outcome"
        chosen={outcome}
        options={OUTCOMES}
        onChoose={(one) => change({ outcome: one })}
      />
      <Choice
        label="Held back at"
        all="held back or not"
        chosen={heldBackAt}
        options={stages.filter((stage) => stage === heldBackAt || holdsBack(journeys, stage))}
        onChoose={(one) => change({ heldBackAt: one })}
      />
      {page !== undefined && (
        <button type="button" onClick={() => change({ page: undefined })}>
          page {page} <span aria-hidden="true">×</span>
          <span class="unseen">: show all pages</span>
        </button>
      )}
      <p role="status" class="dim">
        {shown.length === journeys.length ? '' : `${shown.length.toLocaleString('en')} of `}
        {formatCount(journeys.length, 'record')}
        {kept}
      </p>
    </search>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly all: string;
  readonly chosen: T | undefined;
  readonly options: readonly T[];
  readonly onChoose: (option: T | undefined) => void;
}

function Choice<T extends string>({ label, all, chosen, options, onChoose }: ChoiceProps<T>) {
  return (
    <select
      aria-label={label}
      value={chosen ?? ''}
      onChange={({ currentTarget }) => onChoose(options.find((option) => option === currentTarget.value))}
    >
      <option value="">{all}</option>
      {options.map((option) => (
        <option key={option} value={option}>
          {option}
        </option>
      ))}
    </select>
  );
}

function holdsBack(journeys: readonly PackedJourney[], stage: StageName): boolean {
  return journeys.some(({ stages }) =>
    stages.some(({ name, ignored, errors }) => name === stage && (ignored || errors.length > 0)),
  );
}
