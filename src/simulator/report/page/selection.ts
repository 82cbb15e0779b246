import { useCallback, useMemo, useState } from 'preact/hooks';
import { createFilter, type Filter, sortRecords } from './filter.ts';
import type { PackedJourney, PackedReport } from './packed.ts';
import { JOURNEY_KEY, listRecordKeys, type RecordKey } from './record-key.ts';

/** The records of a page: those that a filter leaves, and the one that is looked at. */
export interface RecordSelection {
  readonly journeys: readonly PackedJourney[];
  readonly shown: readonly PackedJourney[];
  readonly filter: Filter;
  readonly recordKeys: readonly RecordKey[];
  readonly recordKey: RecordKey;
  readonly onRecordKey: (recordKey: RecordKey) => void;
  /** The key of the journey that is looked at; it may be one that the report does not hold. */
  readonly selected: string | undefined;
  readonly onSelect: (key: string) => void;
  /** Filters the records: one that is looked at and left out gives way to the first that is not. */
  readonly onFilter: (filter: Filter) => void;
  /** Looks at a record, whatever the filter is. */
  readonly reveal: (key: string) => void;
}

/** Keeps the selection of a page. */
export function useSelection(report: PackedReport): RecordSelection {
  const journeys = useMemo(() => sortRecords(report.journey), [report]);
  const filtered = useMemo(() => createFilter(journeys), [journeys]);
  const recordKeys = useMemo(() => listRecordKeys(journeys), [journeys]);
  const [recordKey, onRecordKey] = useState(recordKeys[0] ?? JOURNEY_KEY);
  const [filter, setFilter] = useState<Filter>({});
  const [selected, onSelect] = useState<string | undefined>(journeys[0]?.key);
  const shown = useMemo(() => filtered(filter), [filtered, filter]);
  const onFilter = useCallback(
    (chosen: Filter) => {
      const left = filtered(chosen);
      setFilter(chosen);
      onSelect((before) => (left.some(({ key }) => key === before) ? before : left[0]?.key));
    },
    [filtered],
  );
  const reveal = useCallback(
    (key: string) => {
      onSelect(key);
      setFilter((before) => (filtered(before).some((one) => one.key === key) ? before : {}));
    },
    [filtered],
  );
  return { journeys, shown, filter, recordKeys, recordKey, onRecordKey, selected, onSelect, onFilter, reveal };
}
