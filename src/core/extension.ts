import { ExtensionError, toExtensionError } from '../shared/errors.ts';
import { functionTimeout } from '../shared/failures.ts';
import type { Invocation, Outcome } from '../shared/invocation.ts';
import { type CallLog, createCallLog } from './call-log.ts';
import { type ExtensionConfig, type ResolvedConfig, resolveConfig } from './config.ts';
import { createContext } from './context.ts';
import { type Answer, createDeferred, type Deferred, execute } from './execute.ts';
import { readMark } from './kind.ts';
import { createConsoleLogger } from './logger.ts';
import { closeOptions, readOptions } from './options.ts';
import { findSecrets } from './redact.ts';
import { readAddress, resolveTarget } from './resolve.ts';
import { checkDelivery, resolveLimit } from './response.ts';
import { callStorage, type OpenCall, pendingCalls } from './uncaught.ts';

/** The host of one configuration's functions. */
export interface Extension {
  /** Runs one invocation; never rejects. Any number may run at once. */
  invoke(invocation: Invocation): Promise<Outcome>;
}

/** The host of one configuration's functions, for an adapter with middlewares. */
export interface CallOpener {
  /**
   * Opens a call and closes it with what `answer` resolves to or rejects with: that is checked and logged, once. Never
   * rejects. An adapter's middlewares run within `answer`, and the function runs when one of them calls `runOpenCall`.
   */
  open(invocation: Invocation, answer: () => Promise<Answer>): Promise<Outcome>;
}

/** Runs the function of the call that the current code belongs to. Rejects with whatever the function throws. */
export function runOpenCall(invocation: Invocation): Promise<Answer> {
  return (callStorage.getStore() as OpenCall).run(invocation);
}

/**
 * Makes the host of a configuration's functions, independent of any transport. The configuration is read here, once; a
 * problem with it answers every invocation.
 */
export function createExtension(config: ExtensionConfig): Extension {
  const { open } = createCallOpener(config);
  return { invoke: (invocation) => open(invocation, () => runOpenCall(invocation)) };
}

/** Makes the same host for an adapter with middlewares. A function of its own: bundles hold one of the two. */
export function createCallOpener(config: ExtensionConfig): CallOpener {
  const resolvedConfig = resolveConfig(config);
  const { logger = createConsoleLogger(), hostLogger } = resolvedConfig;
  let coldStart = true;

  const open: CallOpener['open'] = (invocation, answer) => {
    const callLog = createCallLog(invocation, logger, coldStart, hostLogger);
    coldStart = false;
    const deferred = createDeferred(callLog);
    const run = (sent: Invocation) => runFunction(resolvedConfig, sent, callLog, deferred);
    return callStorage.run({ deferred, run }, closeCall, invocation, callLog, answer);
  };
  return { open };
}

/** Runs the function of an invocation, as far as its response. */
async function runFunction(
  config: ResolvedConfig,
  invocation: Invocation,
  callLog: CallLog,
  deferred: Deferred,
): Promise<Answer> {
  const { options: sentOptions, timeout = Infinity } = invocation;
  callLog.secrets = findSecrets(sentOptions);
  const target = resolveTarget(config, invocation);
  const mark = readMark(target.fn);
  callLog.kind = mark?.kind;
  const options = readOptions(sentOptions);
  mark?.prepare?.(options);
  callLog.count = mark?.count?.(options);
  const checkResponse = mark && config.contracts?.enforce(mark.kind, options, callLog.log);
  const { context, startTimer, end } = createContext(callLog.log, timeout, config.clock);
  const onTimeout = () => {
    const error = new ExtensionError(functionTimeout(target.name, timeout));
    deferred.reject(error);
    end(error);
  };
  pendingCalls.add(deferred);
  let answer: Answer;
  try {
    execute(target, options, context, deferred);
    // Many functions have answered by now and need no timer.
    if (deferred.isPending()) startTimer(onTimeout);
    answer = await deferred.promise;
  } finally {
    pendingCalls.delete(deferred);
    closeOptions(options);
    end();
  }
  if (mark?.ignoresResponse) return {};
  if (checkResponse) checkResponse(answer.response);
  return answer;
}

async function closeCall(invocation: Invocation, callLog: CallLog, answer: () => Promise<Answer>): Promise<Outcome> {
  try {
    const { response } = await answer();
    const limit = resolveLimit(readAddress(invocation).maxResponseSize, invocation.capacity);
    callLog.logAnswer(checkDelivery(response, limit), response);
    return { ok: true, response };
  } catch (thrown) {
    const error = toExtensionError(thrown);
    callLog.logFailure(error);
    return { ok: false, error };
  }
}
