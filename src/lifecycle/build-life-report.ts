import { createRedactor } from '../simulator/report/redactor.ts';
import type { Life } from './life.ts';
import { formatEvent, type LifeEvent } from './life-event.ts';
import type { AccountSnapshot } from './life-facts.ts';
import type {
  BrokenRule,
  DocumentChange,
  LifeCall,
  LifeEnding,
  LifeEventReport,
  LifeOrigin,
  LifeReport,
} from './life-report.ts';
import { drawTree, listDocumentChanges } from './list-document-changes.ts';
import { listNotSimulated } from './list-not-simulated.ts';
import { listUntried } from './list-untried.ts';
import { placeBroken } from './place-broken.ts';
import type { TimedEvent } from './run-event.ts';
import type { TimedCall } from './timed-call.ts';

/** What a report is made of, beside the life itself. */
export interface LifeRecord {
  readonly origin: LifeOrigin;
  readonly startedAt: Date;
  readonly ms: number;
  readonly start: AccountSnapshot;
  readonly events: readonly TimedEvent[];
  readonly unreached: readonly LifeEvent[];
  readonly broken: readonly BrokenRule[];
  readonly ending: LifeEnding;
  readonly reason?: string | undefined;
}

/** The most events, broken rules, and requests of a call that a report keeps, and the most characters of a value. */
const [EVENTS, BROKEN, REQUESTS, LONGEST] = [500, 200, 200, 100_000];

/** Builds the report of a life that has ended. It holds no secret. */
export function buildLifeReport(life: Life, record: LifeRecord): LifeReport {
  const { app, secrets } = life.parts;
  const { startedAt, ending, reason, events } = record;
  const calls = events.flatMap((event) => event.calls);
  const facts = events.map((event) => event.facts);
  const broken = placeBroken(record.broken, calls, life.parts.functions);
  const report: LifeReport = {
    version: 1,
    app: app.name,
    startedAt: startedAt.toISOString(),
    ms: record.ms,
    ending,
    ...(reason !== undefined && { reason }),
    life: record.origin,
    before: drawTree(record.start, life.makerOf),
    events: events.slice(0, EVENTS).map((event) => reportEvent(life, event)),
    unreached: record.unreached.map(formatEvent),
    untried: ending === 'done' ? [...listUntried(life.parts, calls), ...listNotSimulated(app, facts)] : [],
    broken: broken.slice(0, BROKEN),
    readings: life.listReadings(),
    leftOut: { events: Math.max(0, events.length - EVENTS), broken: Math.max(0, broken.length - BROKEN) },
  };
  return createRedactor(secrets)(JSON.parse(JSON.stringify(report)));
}

function reportEvent(life: Life, { facts, calls, place, from, to }: TimedEvent): LifeEventReport {
  const { number, event, outcome, message, values, forms, before, after } = facts;
  const form = forms.at(-1);
  const byCalls = calls.flatMap((call) => listOwnChanges(life, call));
  const isByApp = ({ kind, _id, what }: DocumentChange) =>
    byCalls.some((one) => one.kind === kind && one._id === _id && one.what === what);
  const changes = listDocumentChanges(before, after, life.makerOf).map((change) =>
    change.what === 'made' ? change : { ...change, by: isByApp(change) ? ('app' as const) : ('platform' as const) },
  );
  return {
    number,
    name: event.name,
    title: formatEvent(event),
    ...(values && { values }),
    outcome,
    ...(message !== undefined && { message }),
    ...(place !== undefined && { place }),
    from,
    to,
    ...(form !== undefined && { form: cut(form) }),
    calls: calls.map((call) => reportCall(life, call)),
    changes: changes.map(cutDocument),
    tree: drawTree(after, life.makerOf),
  };
}

function reportCall(life: Life, call: TimedCall): LifeCall {
  const { number, kind, function: name, step, _integrationId, attempt, fault, options, response, errors } = call.facts;
  const isAnswered = errors === undefined && fault !== 'answer lost' && fault !== 'aborted';
  return {
    number,
    kind,
    function: name,
    ...(call.type !== undefined && { type: call.type }),
    ...(step && { step: String(step.name ?? step.installerFunction) }),
    ...(_integrationId !== undefined && { _integrationId }),
    attempt,
    ...(fault && { fault }),
    options: cut(options),
    ...(isAnswered && { response: cut(response) }),
    ...(errors && { errors }),
    ...(call.stack !== undefined && { stack: call.stack }),
    ms: call.ms,
    requests: call.facts.requests
      .slice(0, REQUESTS)
      .map(({ method, path, status }) => ({ method, path, ...(status !== undefined && { status }) })),
    log: call.facts.log,
    changes: listOwnChanges(life, call).map(cutDocument),
  };
}

/** Lists what the function of a call did to documents. */
function listOwnChanges({ makerOf }: Life, { facts }: TimedCall): DocumentChange[] {
  const { before, after } = facts;
  return listDocumentChanges(before, after, makerOf).map((change) => ({ ...change, by: 'app' }));
}

function cutDocument({ document, ...change }: DocumentChange): DocumentChange {
  return document === undefined ? change : { ...change, document: cut(document) };
}

/** Replaces a value that is too long for a report. */
function cut(value: unknown): unknown {
  const { length } = JSON.stringify(value);
  return length > LONGEST ? `[cut: ${length} characters]` : value;
}
