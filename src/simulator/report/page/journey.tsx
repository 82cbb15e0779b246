import type { RefObject } from 'preact';
import { useMemo } from 'preact/hooks';
import type { StageReport } from '../types.ts';
import { Edits } from './comparison.tsx';
import { CopyButton } from './copy-button.tsx';
import { findEnding } from './ending.ts';
import { indexLog, type LogIndex } from './log-index.ts';
import type { PackedJourney, PackedReport, PackedStage } from './packed.ts';
import type { RecordKey } from './record-key.ts';
import { Outcome } from './records.tsx';
import { describeStage } from './stage-title.ts';
import { type LoggedCall, StageView } from './stage-view.tsx';

interface Props {
  readonly report: PackedReport;
  readonly journey: PackedJourney | undefined;
  /** The key of the requested journey. */
  readonly sought: string | undefined;
  /** What the record is called by. */
  readonly recordKey: RecordKey;
  /** Whether a filter leaves out all records. */
  readonly isFiltered: boolean;
  readonly focus: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/** One record's journey: the result of each stage. */
export function JourneyView({ report, journey, sought, recordKey, isFiltered, focus, onClose }: Props) {
  const close = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
  };
  const name = journey ? recordKey.read(journey) : sought;
  return (
    <section class="journey" aria-labelledby="journey" tabIndex={-1} ref={focus} onKeyDown={close}>
      <h2 id="journey">
        {sought === undefined ? 'No record' : `Record ${name}`}{' '}
        {journey && name !== journey.key && <span class="dim">{journey.key}</span>}
      </h2>
      {journey ? <JourneyBody report={report} journey={journey} /> : <p>{explainMissing(sought, isFiltered)}</p>}
    </section>
  );
}

function explainMissing(sought: string | undefined, isFiltered: boolean): string {
  if (sought !== undefined) return 'It is not in the sample that this report holds.';
  return isFiltered ? 'No record is in this selection.' : 'There are none in this report.';
}

function JourneyBody({ report, journey }: { readonly report: PackedReport; readonly journey: PackedJourney }) {
  const stages = useMemo(() => new Map(report.stages.map((stage) => [stage.name, stage])), [report]);
  const branches = useMemo(() => findBranches(report), [report]);
  const log = useMemo(() => indexLog(report.log, stages), [report]);
  const { key, page, outcome } = journey;
  // The sample of pages has those that failed before all others.
  const pages = report.pages.filter((one) => one.page === page);
  const mayHaveFailed = pages.length === 0 || pages.some(({ failed }) => failed);
  const edits = report.comparison?.edits.filter(({ of }) => of === `record ${key}`) ?? [];
  const twice = report.importedTwice.filter(({ record }) => record === key);
  const hash = `#record=${encodeURIComponent(key)}`;
  return (
    <>
      <p class="about">
        <Outcome outcome={outcome} /> <a href={`#page=${page}`}>page {page}</a> <a href={hash}>link to the record</a>{' '}
        <CopyButton key={key} label="Copy link" write={() => `${location.href.split('#')[0]}${hash}`} />
      </p>
      <EndingLine journey={journey} stages={stages} />
      {twice.length > 0 && (
        <p>Imported twice at {twice.map(({ stage }) => stage).join(', ')}: its page was sent twice.</p>
      )}
      {edits.length > 0 && (
        <div class="comparison">
          <h3>Changed since {report.comparison?.since}</h3>
          <Edits key={key} edits={edits} />
        </div>
      )}
      <ol>
        {journey.stages.map((stage, index) => (
          <StageView
            key={`${key} ${index}`}
            site={{ journey, at: index, stages, mayHaveFailed, flow: report.run.flow }}
            stage={stage}
            calls={listCalls(journey, index, log)}
            isFirst={stages.get(stage.name)?.step !== stages.get(journey.stages[index - 1]?.name ?? '')?.step}
            branch={branches.get(stages.get(stage.name)?.step ?? '')}
          />
        ))}
      </ol>
    </>
  );
}

/** The log lines at a stage of a journey: of each attempt for its page, and of no other record. */
function listCalls({ key, page, stages }: PackedJourney, at: number, log: LogIndex): readonly LoggedCall[] {
  const { name, page: retry } = stages[at] as PackedStage;
  // A record with several children has been there once for each of them, in the same call.
  if (stages.findIndex((one) => one.name === name && one.page === retry) < at) return [];
  const shown = new Set(stages.map((stage) => stage.name));
  const attempts = retry === undefined ? [1, 2] : [2];
  return attempts.map((attempt) => {
    const found = log.find({ stage: name, page: retry ?? page, attempt }, shown);
    const lines = found.filter(({ record }) => record === undefined || record === key);
    return { lines, ...(attempt === 2 && { what: retry === undefined ? 'as the page came again' : 'of the retry' }) };
  });
}

interface EndingProps {
  readonly journey: PackedJourney;
  readonly stages: ReadonlyMap<string, StageReport>;
}

/** Where a record left the flow, if it was not imported. */
function EndingLine({ journey, stages }: EndingProps) {
  const ending = findEnding(journey, (name) => stages.get(name)?.step);
  if (!ending) return null;
  const { words, stage } = ending;
  const planned = stages.get(stage.name);
  const branches = stage.branches ?? [];
  return (
    <p class="ending">
      {words} <b>{planned ? describeStage(planned) : stage.name}</b>
      {branches.length > 0 && `, in the branch ${branches.join(', ')}`}.
    </p>
  );
}

/** The branch that each step is the first of, by the step's name. */
function findBranches({ graph: { nodes, edges } }: PackedReport): ReadonlyMap<string, string> {
  const named = edges.flatMap(({ to, branch }): [string, string][] => {
    const { kind, name = '' } = nodes[to] ?? {};
    return branch === undefined || (kind !== 'import' && kind !== 'lookup') ? [] : [[name, branch]];
  });
  return new Map(named);
}
