import type { ChildProcess } from 'node:child_process';
import type { Finding, FunctionAddress, FunctionReport } from './laws.ts';

/** What the process that calls the functions says. */
export type Message =
  | {
      readonly say: 'loaded';
      readonly host: CheckedModule;
      readonly module: readonly Finding[];
      readonly places: readonly FunctionAddress[];
    }
  | { readonly say: 'calling'; readonly index: number; readonly options: unknown }
  | { readonly say: 'report'; readonly index: number; readonly report: FunctionReport }
  | { readonly say: 'done' }
  | { readonly say: 'failed'; readonly code: string; readonly message: string; readonly exitCode: 1 | 2 };

/** The part of an address that says which module is meant. */
export type CheckedModule = { readonly diy: true } | { readonly _connectorId: string };

/** What was found out about a module. */
export interface Checked {
  readonly host: CheckedModule;
  readonly module: readonly Finding[];
  readonly functions: readonly FunctionReport[];
}

/** The process couldn't begin, and said why. */
export class CheckFailure extends Error {
  readonly code: string;
  readonly exitCode: 1 | 2;

  constructor({ code, message, exitCode }: { code: string; message: string; exitCode: 1 | 2 }) {
    super(message);
    this.code = code;
    this.exitCode = exitCode;
  }
}

/** One process's work, as it goes on: what it has said, and which call it is at. */
interface Watch {
  loaded?: Extract<Message, { say: 'loaded' }>;
  calling?: Extract<Message, { say: 'calling' }>;
  failed?: Extract<Message, { say: 'failed' }>;
  calls: number;
  isDone: boolean;
  isStuck: boolean;
  /** How the process ended. */
  ending: string;
}

/**
 * Has functions called by a process of their own, which may be held up for ever or ended by one of them: then another
 * process goes on behind that function.
 * @param start starts a process that leaves out the functions before an index
 * @param timeout milliseconds that a call has
 * @throws CheckFailure if it can't begin
 */
export async function supervise(start: (from: number) => ChildProcess, timeout: number): Promise<Checked> {
  const reports = new Map<number, FunctionReport>();
  for (let from = 0; ; ) {
    const watch = await watchOver(start(from), reports, timeout);
    if (watch.failed) throw new CheckFailure(watch.failed);
    const { loaded, calling } = watch;
    if (!loaded)
      throw new CheckFailure({
        code: 'module_failed',
        message: describeEnd(watch, 'while it was loaded'),
        exitCode: 1,
      });
    if (watch.isDone || !calling) {
      return { host: loaded.host, module: loaded.module, functions: sortReports(reports, loaded.places) };
    }
    const place = loaded.places[calling.index] as FunctionAddress;
    const before = reports.get(calling.index) ?? { ...place, calls: watch.calls, failed: 0, findings: [] };
    const findings = [...before.findings, toFinding(watch, calling.options, timeout)];
    reports.set(calling.index, { ...before, findings });
    from = calling.index + 1;
  }
}

function sortReports(
  reports: ReadonlyMap<number, FunctionReport>,
  places: readonly FunctionAddress[],
): FunctionReport[] {
  return places.map((place, index) => reports.get(index) ?? { ...place, calls: 0, failed: 0, findings: [] });
}

function toFinding(watch: Watch, options: unknown, timeout: number): Finding {
  if (!watch.isStuck) {
    return {
      law: 'strays',
      where: 'the process',
      found: describeEnd(watch, 'during the call'),
      expected: 'it to go on',
      options,
    };
  }
  const found = 'none: it holds up the process for ever, or for much longer than that';
  return { law: 'time', where: 'the answer', found, expected: `one within ${timeout} ms`, options };
}

function describeEnd({ ending }: Watch, when: string): string {
  return `the process ended ${when} (${ending})`;
}

/** How long nothing is heard of a process that is held up: more than any call takes that ends. */
const silenceOf = (timeout: number) => 3 * timeout + 1000;

function watchOver(child: ChildProcess, reports: Map<number, FunctionReport>, timeout: number): Promise<Watch> {
  const watch: Watch = { calls: 0, isDone: false, isStuck: false, ending: '' };
  let alarm: NodeJS.Timeout | undefined;
  const hear = (message: Message) => {
    clearTimeout(alarm);
    if (message.say === 'loaded') watch.loaded = message;
    if (message.say === 'failed') watch.failed = message;
    if (message.say === 'done') watch.isDone = true;
    if (message.say === 'report') reports.set(message.index, message.report);
    if (message.say === 'calling') {
      watch.calls = watch.calling?.index === message.index ? watch.calls + 1 : 1;
      watch.calling = message;
    }
    alarm = setTimeout(() => {
      watch.isStuck = true;
      child.kill('SIGKILL');
    }, silenceOf(timeout));
  };
  return new Promise((resolve, reject) => {
    child.on('message', (message) => hear(message as Message));
    child.on('error', reject);
    // What it said last may still be on its way when it has ended: the channel is closed after that.
    child.on('disconnect', () => {
      clearTimeout(alarm);
      if (watch.ending) resolve(watch);
    });
    child.on('exit', (code, signal) => {
      watch.ending = signal ?? `exit code ${code}`;
      if (!child.connected) resolve(watch);
    });
  });
}
