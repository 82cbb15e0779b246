import { TransportError } from '../transport/transport.ts';
import { type CommandFailed, LOAD_TIME, type WorkerProcess } from '../transport/worker-process.ts';
import type { Finding, FunctionAddress, FunctionReport, Law } from './laws.ts';
import type { BlockedRequest } from './network.ts';
import type { RepeatableCall } from './repeat.ts';

/** The events of the process that calls the functions. */
export type CheckWorkerEvent =
  | {
      readonly type: 'loaded';
      readonly host: CheckedModule;
      readonly module: readonly Finding[];
      readonly places: readonly FunctionAddress[];
    }
  | { readonly type: 'calling'; readonly index: number; readonly options: unknown }
  | {
      readonly type: 'report';
      readonly index: number;
      readonly report: FunctionReport;
      readonly repeatable?: RepeatableCall | undefined;
    }
  | { readonly type: 'repeated'; readonly index: number; readonly answer: string | undefined }
  | { readonly type: 'blocked'; readonly request: BlockedRequest }
  | { readonly type: 'done' }
  | CommandFailed;

/** The part of an address that names the module. */
export type CheckedModule = { readonly diy: true } | { readonly _connectorId: string };

/** The findings of a module and its functions. */
export interface Checked {
  readonly host: CheckedModule;
  readonly module: readonly Finding[];
  readonly functions: readonly FunctionReport[];
  /** The requests that were blocked, each with its number. */
  readonly blocked: readonly (BlockedRequest & { readonly count: number })[];
}

/** What a module shows before its functions are called. */
export type CheckedStart = Extract<CheckWorkerEvent, { type: 'loaded' }>;

/** A call to repeat in a fresh process, by the index of its function. */
export interface RepeatedCall {
  readonly index: number;
  readonly options: unknown;
}

/** Starts a process that leaves out the functions before an index, or only repeats calls. */
export type StartWorker = (
  from: number,
  onEvent: (event: CheckWorkerEvent) => void,
  repeated?: readonly RepeatedCall[],
) => Pick<WorkerProcess<never>, 'kill' | 'ended'>;

/** The progress of one process: its events so far, and the call that it is at. */
interface Progress {
  loaded?: Extract<CheckWorkerEvent, { type: 'loaded' }>;
  calling?: Extract<CheckWorkerEvent, { type: 'calling' }>;
  failed?: CommandFailed;
  calls: number;
  isDone: boolean;
  isStuck: boolean;
  /** How the process ended. */
  ending: string;
}

/**
 * Has functions called by a process of their own. A function may block it for ever or end it: then another process goes
 * on behind that function.
 * @param timeout milliseconds of a call
 * @param onLoaded called before the first call
 * @param isAsked whether a law is to be checked
 * @throws TransportError if the process can't begin
 */
export async function supervise(
  start: StartWorker,
  timeout: number,
  onLoaded: (start: CheckedStart) => void = () => {},
  isAsked: (law: Law) => boolean = () => true,
): Promise<Checked> {
  const reports = new Map<number, FunctionReport>();
  const blocked = new Map<string, Checked['blocked'][number]>();
  const repeatable = new Map<number, RepeatableCall>();
  const onEvent = (event: CheckWorkerEvent) => {
    if (event.type === 'loaded' && reports.size === 0) onLoaded(event);
    if (event.type === 'blocked') count(blocked, event.request);
    if (event.type === 'report' && event.repeatable) repeatable.set(event.index, event.repeatable);
  };
  for (let from = 0; ; ) {
    const progress = await watch(start, from, reports, timeout, onEvent);
    const { failed, loaded, calling } = progress;
    if (failed) throw new TransportError(failed.code, failed.message, failed.isMisuse);
    if (!loaded) throw new TransportError('module_failed', describeEnd(progress, 'while it was loaded'));
    if (progress.isDone) {
      if (isAsked('stateless')) await repeat(start, repeatable, reports, timeout);
      return {
        host: loaded.host,
        module: loaded.module,
        functions: sortReports(reports, loaded.places),
        blocked: [...blocked.values()],
      };
    }
    if (!calling) throw new TransportError('module_failed', describeEnd(progress, 'before a function was called'));
    const place = loaded.places[calling.index] as FunctionAddress;
    const before = reports.get(calling.index) ?? { ...place, calls: progress.calls, failed: 0, findings: [] };
    const findings = [...before.findings, toFinding(progress, calling.options, timeout)];
    reports.set(calling.index, { ...before, findings });
    from = calling.index + 1;
  }
}

/** Repeats calls in a fresh process, and reports functions that answer otherwise there. */
async function repeat(
  start: StartWorker,
  repeatable: ReadonlyMap<number, RepeatableCall>,
  reports: Map<number, FunctionReport>,
  timeout: number,
): Promise<void> {
  if (repeatable.size === 0) return;
  const repeated = Array.from(repeatable, ([index, { options }]) => ({ index, options }));
  const begin: StartWorker = (from, onEvent) => start(from, onEvent, repeated);
  await watch(begin, 0, new Map(), timeout, (event) => {
    if (event.type !== 'repeated') return;
    const { options, answer } = repeatable.get(event.index) as RepeatableCall;
    const report = reports.get(event.index);
    if (!report || event.answer === undefined || event.answer === answer) return;
    const expected = `the same one; or define.${report.kind}(fn, { stateful: true }), where it is meant to remember`;
    const found = 'another one in a fresh process';
    const finding = { law: 'stateless', where: 'the answer', found, expected, options } as const;
    reports.set(event.index, { ...report, findings: [...report.findings, finding] });
  });
}

function count(blocked: Map<string, Checked['blocked'][number]>, request: BlockedRequest): void {
  const key = JSON.stringify(request);
  blocked.set(key, { ...request, count: (blocked.get(key)?.count ?? 0) + 1 });
}

function sortReports(
  reports: ReadonlyMap<number, FunctionReport>,
  places: readonly FunctionAddress[],
): FunctionReport[] {
  const none = { calls: 0, failed: 0, findings: [] };
  return places.map((place, index) => ({ ...place, ...(reports.get(index) ?? none) }));
}

function toFinding(progress: Progress, options: unknown, timeout: number): Finding {
  if (!progress.isStuck) {
    return {
      law: 'strays',
      where: 'the process',
      found: describeEnd(progress, 'during the call'),
      expected: 'it to go on',
      options,
    };
  }
  const found = 'none: it blocks the process for ever, or for much longer';
  return { law: 'time', where: 'the answer', found, expected: `one within ${timeout} ms`, options };
}

function describeEnd({ ending }: Progress, when: string): string {
  return `the process ended ${when} (${ending})`;
}

/** Milliseconds without an event after which the process counts as blocked: every call that ends takes less. */
const toSilence = (timeout: number) => 3 * timeout + 1000;

async function watch(
  start: StartWorker,
  from: number,
  reports: Map<number, FunctionReport>,
  timeout: number,
  onEvent: (event: CheckWorkerEvent) => void,
): Promise<Progress> {
  const progress: Progress = { calls: 0, isDone: false, isStuck: false, ending: '' };
  const kill = () => {
    progress.isStuck = true;
    worker.kill();
  };
  let alarm = setTimeout(kill, LOAD_TIME);
  const worker = start(from, (event) => {
    clearTimeout(alarm);
    onEvent(event);
    apply(event, progress, reports);
    alarm = setTimeout(kill, toSilence(timeout));
  });
  progress.ending = await worker.ended;
  clearTimeout(alarm);
  return progress;
}

function apply(event: CheckWorkerEvent, progress: Progress, reports: Map<number, FunctionReport>): void {
  if (event.type === 'loaded') progress.loaded = event;
  if (event.type === 'failed') progress.failed = event;
  if (event.type === 'done') progress.isDone = true;
  if (event.type === 'report') reports.set(event.index, event.report);
  if (event.type === 'calling') {
    progress.calls = progress.calling?.index === event.index ? progress.calls + 1 : 1;
    progress.calling = event;
  }
}
