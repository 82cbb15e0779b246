import { AsyncLocalStorage } from 'node:async_hooks';
import { performance } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { createExtension } from '../core/extension.ts';
import type { FunctionEntry } from '../core/inventory.ts';
import { type LogLine, mapLevels } from '../core/logger.ts';
import { findPendingCall } from '../core/uncaught.ts';
import { type Difference, findDifference } from '../shared/difference.ts';
import { readProblems } from '../shared/errors.ts';
import { functionTimeout } from '../shared/failures.ts';
import type { Outcome } from '../shared/invocation.ts';
import { LAMBDA_PAYLOAD_LIMIT } from '../shared/limits.ts';
import { captureOutput, captureUncaught } from '../transport/capture.ts';
import type { Generated } from './examples.ts';

/** One call with all its effects. It is mutated until the function's code stops running. */
export interface Trial {
  readonly fn: FunctionEntry;
  readonly generated: Generated;
  /** The function's own copy of the generated options. */
  readonly given: unknown;
  outcome?: Outcome;
  /** Whether it blocked the process until its timeout. */
  blocked: boolean;
  /** Whether it made a request that was blocked: it may have waited for another try. */
  isCutOff: boolean;
  /** Milliseconds until its answer. */
  ms: number;
  /** Answers and errors that came after the first answer. */
  readonly late: string[];
  readonly uncaught: { readonly how: string; readonly thrown: unknown }[];
  /** Everything written to the log, the console and the streams. */
  readonly written: string[];
}

/** Calls functions one at a time and keeps their effects. */
export interface Runner {
  readonly call: (fn: FunctionEntry, drawn: Generated) => Promise<Trial>;
  /** Waits for the effects of code that functions have left running. */
  readonly drain: (ms: number) => Promise<void>;
  readonly close: () => void;
}

/**
 * @param timeout milliseconds of a call
 * @param countBlocked counts the requests of this process that were blocked
 */
export function createRunner(module: object, timeout: number, countBlocked = () => 0): Runner {
  const trials = new Map<string, Trial>();
  const scope = new AsyncLocalStorage<Trial>();
  let latest: Trial | undefined;
  const own = (line?: LogLine) => trials.get(String(line?._reqId)) ?? scope.getStore() ?? latest;

  const logger = mapLevels(() => (line: LogLine) => void own(line)?.written.push(JSON.stringify(line)));
  const warn = (line: LogLine) => {
    own(line)?.late.push(describeLate(line));
    logger.warn(line);
  };
  const extension = createExtension({ diy: module, logger, hostLogger: { ...logger, warn } });
  const mute = captureOutput((text) => own()?.written.push(text));
  const deafen = captureUncaught((event, thrown) => {
    own()?.uncaught.push({ how: event === 'unhandledRejection' ? 'unhandled rejection' : 'uncaught', thrown });
    const answer = findPendingCall();
    if (answer?.isPending()) answer.reject(thrown);
  });

  const call = async (fn: FunctionEntry, generated: Generated): Promise<Trial> => {
    const _reqId = `call-${trials.size + 1}`;
    const given = structuredClone(generated.options);
    const effects = { late: [], uncaught: [], written: [] };
    const trial: Trial = { fn, generated, given, blocked: false, isCutOff: false, ms: 0, ...effects };
    trials.set(_reqId, trial);
    latest = trial;
    const before = countBlocked();
    const address = { ...(fn.type && { type: fn.type }), function: fn.name, diy: true, _reqId };
    const began = performance.now();
    const loop = performance.eventLoopUtilization();
    trial.outcome = await scope.run(trial, () =>
      extension.invoke({ address, options: given, timeout, capacity: LAMBDA_PAYLOAD_LIMIT }),
    );
    trial.ms = performance.now() - began;
    // An answer that was only waited for may come just before the timer of its host.
    const isBusy = performance.eventLoopUtilization(loop).active > timeout / 2;
    trial.blocked = !isTimedOut(trial) && trial.ms > timeout && isBusy;
    // Most second answers and unhandled rejections come within the next turns of the event loop.
    for (let turns = 0; turns < 3; turns++) await turn();
    trial.isCutOff = countBlocked() > before;
    return trial;
  };
  const drain = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
  const close = () => {
    deafen();
    mute();
  };
  return { call, drain, close };
}

/** Whether the host answered the call because its time was up. */
export function isTimedOut({ outcome }: Trial): boolean {
  return (
    outcome?.ok === false && !outcome.error.cause && outcome.error.problems[0]?.code === functionTimeout('', 0).code
  );
}

/** Finds the first place at which a function has changed its options. */
export function findChange({ generated, given }: Trial): Difference | undefined {
  return findDifference(generated.options, given);
}

/** The error that a function threw, rejected with or called back; undefined if it was meant as an answer. */
export function findThrown({ outcome }: Trial): unknown {
  if (outcome?.ok !== false) return undefined;
  const { cause, problems } = outcome.error;
  // An author's own error may have a cause too: the author caught that one.
  return isDeepStrictEqual(readProblems(cause), problems) ? cause : undefined;
}

function describeLate(line: LogLine): string {
  const [problem] = (line.problems ?? []) as readonly { code?: string; message: string }[];
  return problem ? `an error: ${problem.code}: ${problem.message}` : 'a second answer';
}
