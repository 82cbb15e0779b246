import { withoutTimes } from '../../simulator/report/baseline.ts';
import { type Change, changesByName, findChanges } from '../../simulator/report/changes.ts';
import type { DocumentChange, LifeCall, LifeEventReport, LifeReport } from '../life-report.ts';
import { nameEvents, numberNames } from './describe-life.ts';
import { type DocumentNames, nameDocuments, replaceIds } from './document-names.ts';

/**
 * The parts of a life that are equal each time while nothing changes: what each event and each call answered, and what
 * it did to documents. Durations, times, made-up ids, options, requests and log lines are left out. It is plain JSON
 * data, and later lives are compared with it.
 */
export interface LifeBaseline {
  readonly version: 1;
  readonly app: string;
  readonly life: Readonly<Record<string, unknown>>;
  /** By name: `submit form`, `submit form 2`. */
  readonly events: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Whether there were more events than the report keeps. */
  readonly isSample: boolean;
}

/** Makes the baseline of a life, to compare later lives with. */
export function createLifeBaseline(report: LifeReport): LifeBaseline {
  const { app, ending, reason, broken, unreached, leftOut } = report;
  const names = nameDocuments(report);
  const titles = nameEvents(report.events);
  const rules = broken.map(({ rule, event, message }) =>
    [rule, event === undefined ? undefined : titles[event - 1], message].filter(Boolean).join(', '),
  );
  const kept: LifeBaseline = {
    version: 1,
    app,
    life: { ending, ...(reason !== undefined && { reason }), unreached, broken: rules },
    events: Object.fromEntries(report.events.map((event, at) => [titles[at], keepEvent(event, names)])),
    isSample: leftOut.events > 0,
  };
  return withoutTimes(replaceIds(kept, names), report);
}

function keepEvent({ outcome, message, form, calls, changes }: LifeEventReport, names: DocumentNames) {
  const functions = numberNames(calls.map((call) => call.function));
  return {
    outcome,
    ...(message !== undefined && { message }),
    ...(form !== undefined && { form }),
    calls: Object.fromEntries(calls.map((call, at) => [functions[at], keepCall(call)])),
    changes: Object.fromEntries(changes.map((change) => [names.of(change), keepChange(change)])),
  };
}

function keepCall({ kind, step, fault, response, errors }: LifeCall) {
  return { kind, step, fault, response, errors };
}

/** The content of a deleted document follows from what was made before. */
function keepChange({ what, by, document, differences }: DocumentChange) {
  if (what === 'deleted') return { what, by };
  const fields = differences?.map(({ path, ...values }) => [path, values]);
  return { what, by, document, ...(fields && { fields: Object.fromEntries(fields) }) };
}

/** Lists all differences between two lives: of the life, and by event. */
export function listLifeChanges(before: LifeBaseline, after: LifeBaseline): Change[] {
  // An event that only one of two samples holds proves nothing.
  const isSample = before.isSample || after.isSample;
  return [
    ...findChanges('life', before.life, after.life),
    ...changesByName('event', before.events, after.events, isSample),
  ];
}
