import { ExtensionError, isExtensionError, problemsOf } from '../errors.ts';
import { functionTimeout } from '../failures.ts';
import type { Invocation, Outcome } from '../invocation.ts';
import { type Answer, createAnswer, run } from './call.ts';
import { type Clock, createContext } from './context.ts';
import { createConsoleLogger } from './log.ts';
import { type ExtensionConfig, readModules } from './modules.ts';
import { readOptions } from './options.ts';
import { type CallRecord, createRecord } from './record.ts';
import { secretsOf } from './redact.ts';
import { addressOf, resolve, type Target } from './resolve.ts';
import { deliverable, limitOf } from './response.ts';
import { running, scope } from './running.ts';

/** The host of one configuration's functions. */
export interface Extension {
  /** Runs one invocation and answers it; never rejects. Any number may run at once. */
  invoke(invocation: Invocation): Promise<Outcome>;
}

/**
 * Makes the host of a configuration's functions, free of any transport. The configuration is read here, once; what is
 * wrong with it is answered to every invocation.
 */
export function createExtension(config: ExtensionConfig): Extension {
  const modules = readModules(config);
  const { logger = createConsoleLogger(), contracts, clock } = modules;
  let cold = true;

  const invoke = async (invocation: Invocation): Promise<Outcome> => {
    const record = createRecord(invocation, logger, cold);
    cold = false;
    try {
      const target = resolve(modules, invocation);
      record.kind = target.kind;
      record.secrets = secretsOf(invocation.options);
      const options = readOptions(invocation.options);
      const judge = target.kind && contracts?.hold(target.kind, options, record.log);
      const { response } = await answerOf(target, options, invocation, record, clock);
      if (judge) judge(response);
      record.answered(deliverable(response, limitOf(addressOf(invocation).maxResponseSize, invocation.capacity)));
      return { ok: true, response };
    } catch (thrown) {
      const error = isExtensionError(thrown) ? thrown : new ExtensionError(problemsOf(thrown), { cause: thrown });
      record.failed(error);
      return { ok: false, error };
    }
  };
  return { invoke };
}

async function answerOf(
  target: Target,
  options: unknown,
  { timeout: ms = Infinity }: Invocation,
  record: CallRecord,
  clock: Clock | undefined,
): Answer['promise'] {
  const answer = createAnswer(record);
  const timeUp = () => {
    const error = new ExtensionError(functionTimeout(target.name, ms));
    answer.fail(error);
    return error;
  };
  const { context, stop } = createContext(record.log, ms, timeUp, clock);
  running.add(answer);
  try {
    scope.run(answer, run, target, options, context, answer);
    // Still in its box: a response with a `then` would be awaited on the way.
    return await answer.promise;
  } finally {
    running.delete(answer);
    stop();
  }
}
