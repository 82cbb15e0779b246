import { ExtensionError, isExtensionError, problemsOf } from '../shared/errors.ts';
import { functionTimeout } from '../shared/failures.ts';
import type { Invocation, Outcome } from '../shared/invocation.ts';
import { createRecord } from './call-log.ts';
import { type ExtensionConfig, readModules } from './config.ts';
import { createContext } from './context.ts';
import { createAnswer, run } from './execute.ts';
import { createConsoleLogger } from './logger.ts';
import { closeOptions, readOptions } from './options.ts';
import { keepSecrets } from './redact.ts';
import { addressOf, resolve } from './resolve.ts';
import { deliverable, limitOf } from './response.ts';
import { running, scope } from './uncaught.ts';

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
    const answer = createAnswer(record);
    try {
      const { options: sent, timeout: ms = Infinity } = invocation;
      record.kept = keepSecrets(sent);
      const target = resolve(modules, invocation);
      record.kind = target.kind;
      const options = readOptions(sent);
      const judge = target.kind && contracts?.hold(target.kind, options, record.log);
      const { context, watch, end } = createContext(record.log, ms, clock);
      const timeUp = () => {
        const error = new ExtensionError(functionTimeout(target.name, ms));
        answer.fail(error);
        end(error);
      };
      running.add(answer);
      let response: unknown;
      try {
        scope().run(answer, run, target, options, context, answer);
        // Many functions have answered by now, and need no timer.
        if (answer.isOpen()) watch(timeUp);
        // In a box: a response with a `then` would be awaited.
        ({ response } = await answer.promise);
      } finally {
        running.delete(answer);
        closeOptions(options);
        end();
      }
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
