import { useMemo } from 'preact/hooks';
import type { Journey, StageName } from '../types.ts';
import { formatCount } from '../words.ts';
import { Choice } from './choice.tsx';
import { isHeldBack } from './ending.ts';
import type { Filter } from './filter.ts';
import type { PackedJourney } from './packed.ts';
import type { RecordKey } from './record-key.ts';

interface Props {
  /** The names of the flow's stages. */
  readonly stages: readonly StageName[];
  readonly journeys: readonly PackedJourney[];
  readonly shown: readonly PackedJourney[];
  readonly filter: Filter;
  readonly recordKeys: readonly RecordKey[];
  readonly recordKey: RecordKey;
  readonly exported: number;
  readonly onFilter: (filter: Filter) => void;
  readonly onRecordKey: (recordKey: RecordKey) => void;
  /** The element that gets the focus after the search. */
  readonly onLeave: () => void;
}

const OUTCOMES: readonly Journey['outcome'][] = ['imported', 'ignored', 'replaced', 'failed', 'unfinished'];

/** The description of the selection, with its number of records. */
export function Search(props: Props) {
  const { stages, journeys, shown, filter, exported, onFilter, onLeave } = props;
  const { outcome, heldBackAt, page, search = '' } = filter;
  const holding = useMemo(() => listHolding(journeys, stages), [journeys, stages]);
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
        all="any stage"
        chosen={heldBackAt}
        options={stages.filter((stage) => stage === heldBackAt || holding.includes(stage))}
        onChoose={(one) => change({ heldBackAt: one })}
      />
      <RecordKeyChoice {...props} />
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

/** The stages that held a record back, in the order of the flow. */
function listHolding(journeys: readonly PackedJourney[], stages: readonly StageName[]): readonly StageName[] {
  const held = new Set(journeys.flatMap((journey) => journey.stages.filter(isHeldBack).map(({ name }) => name)));
  return stages.filter((stage) => held.has(stage));
}

/** Chooses what records are called by, if there is a choice. */
function RecordKeyChoice({ recordKeys, recordKey, onRecordKey }: Props) {
  if (recordKeys.length < 2) return null;
  return (
    <label>
      called by{' '}
      <select
        aria-label="Called by"
        value={recordKey.label}
        onChange={({ currentTarget }) =>
          onRecordKey(recordKeys.find(({ label }) => label === currentTarget.value) ?? recordKey)
        }
      >
        {recordKeys.map(({ label }) => (
          <option key={label} value={label}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
