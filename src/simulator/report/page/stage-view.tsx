import { useMemo } from 'preact/hooks';
import { CopyButton } from './copy-button.tsx';
import { type DiffLine, differenceLines, valueLines } from './difference.ts';
import { createEvent, type JourneyPlace, writeTest } from './event.ts';
import type { PackedStage } from './packed.ts';
import { nameInStep } from './stage-title.ts';
import { ValueLines } from './value-lines.tsx';

interface Props {
  readonly site: JourneyPlace;
  readonly stage: PackedStage;
  /** Whether it is the record's first stage in its step. */
  readonly isFirst: boolean;
  /** The branch that its step is the first of. */
  readonly branch: string | undefined;
}

/** One stage of a journey: what it made of the record. */
export function StageView({ site, stage, isFirst, branch }: Props) {
  const { name, input, output, errors, ignored, branches } = stage;
  const planned = site.stages.get(name);
  // The output of a step's own call is of another kind than its input: a difference would mean nothing.
  const answers = planned?.step === name && planned.kind !== 'router';
  const lines = useMemo(() => createLines(stage, site.journey.values, answers), [stage, answers]);
  const isSame = input !== undefined && input === output;
  return (
    <li class={errors.length > 0 ? 'wrong' : ''}>
      {isFirst && planned && (
        <p class="step">
          {planned.step} {planned.step !== planned.kind && <span>{planned.kind}</span>}
          {branch !== undefined && <span>in the branch {branch}</span>}
        </p>
      )}
      <h3>
        {planned ? nameInStep(planned) : name} {planned?.function && <span class="dim">{planned.function}</span>}{' '}
        {ignored && <span class="outcome ignored">ignored</span>}
        {isLeftOut(stage) && <span class="outcome ignored">left out</span>}
      </h3>
      {branches && <p class="branches">{describeBranches(branches)}</p>}
      {errors.map(({ code, message }, index) => (
        <p key={index} class="bad">
          <b>{code}</b> {message}
        </p>
      ))}
      {isSame ? (
        <details>
          <summary>unchanged</summary>
          <ValueLines lines={lines} label={`The record at ${name}`} />
        </details>
      ) : (
        lines.length > 0 && <ValueLines lines={lines} label={`The record at ${name}`} />
      )}
      <Copies site={site} />
    </li>
  );
}

function isLeftOut({ ignored, errors, input, output }: PackedStage): boolean {
  return !ignored && errors.length === 0 && input !== undefined && output === undefined;
}

function describeBranches(branches: readonly string[]): string {
  if (branches.length === 0) return 'into no branch';
  return `→ ${branches.map((name) => name || 'a branch without a name').join(', ')}`;
}

function createLines(
  { input, output }: PackedStage,
  values: readonly unknown[],
  answers: boolean,
): readonly DiffLine[] {
  const [before, after] = [input, output].map((place) => (place === undefined ? undefined : values[place]));
  if (output === undefined) return input === undefined ? [] : valueLines(before);
  return input === undefined || answers ? valueLines(after) : differenceLines(before, after);
}

/** The record's call as an event and as a test, where the stage has a function. */
function Copies({ site }: { readonly site: JourneyPlace }) {
  const isCalled = site.stages.get(site.journey.stages[site.at]?.name ?? '')?.called !== undefined;
  const [event, test] = isCalled ? [createEvent(site), writeTest(site)] : [];
  if (!event) return null;
  return (
    <p class="copies">
      <CopyButton label="Copy as event" write={() => `${JSON.stringify(event, undefined, 2)}\n`} />
      {test !== undefined && <CopyButton label="Copy as test" write={() => test} />}
    </p>
  );
}
