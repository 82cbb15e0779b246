import { ExtensionError, isExtensionError, problemsOf } from '../shared/errors.ts';
import { functionTimeout } from '../shared/failures.ts';
import type { Invocation, Outcome } from '../shared/invocation.ts';
import { createCallLog } from './call-log.ts';
import { type ExtensionConfig, resolveConfig } from './config.ts';
import { createContext } from './context.ts';
import { createDeferred, execute } from './execute.ts';
import { createConsoleLogger } from './logger.ts';
import { closeOptions, readOptions } from './options.ts';
import { collectSecrets } from './redact.ts';
import { readAddress, resolve } from './resolve.ts';
import { checkDelivery, resolveLimit } from './response.ts';
import { callStorage, pendingCalls } from './uncaught.ts';

/** The host of one configuration's functions. */
export interface Extension {
  /** Runs one invocation; never rejects. Any number may run at once. */
  invoke(invocation: Invocation): Promise<Outcome>;
}

/**
 * Makes the host of a configuration's functions, independent of any transport. The configuration is read here, once; a
 * problem with it answers every invocation.
 */
export function createExtension(config: ExtensionConfig): Extension {
  const modules = resolveConfig(config);
  const { logger = createConsoleLogger(), contracts, clock, hostLogger } = modules;
  let cold = true;

  const invoke = async (invocation: Invocation): Promise<Outcome> => {
    const record = createCallLog(invocation, logger, cold, hostLogger);
    cold = false;
    const answer = createDeferred(record);
    try {
      const { options: sent, timeout: ms = Infinity } = invocation;
      record.secretsJson = collectSecrets(sent);
      const target = resolve(modules, invocation);
      record.kind = target.kind;
      const options = readOptions(sent);
      const judge = target.kind && contracts?.enforce(target.kind, options, record.log);
      const { context, watch, end } = createContext(record.log, ms, clock);
      const timeUp = () => {
        const error = new ExtensionError(functionTimeout(target.name, ms));
        answer.reject(error);
        end(error);
      };
      pendingCalls.add(answer);
      let response: unknown;
      try {
        callStorage().run(answer, execute, target, options, context, answer);
        // Many functions have answered by now and need no timer.
        if (answer.isPending()) watch(timeUp);
        // Boxed: a response with a `then` would be awaited.
        ({ response } = await answer.promise);
      } finally {
        pendingCalls.delete(answer);
        closeOptions(options);
        end();
      }
      if (judge) judge(response);
      record.answered(
        checkDelivery(response, resolveLimit(readAddress(invocation).maxResponseSize, invocation.capacity)),
      );
      return { ok: true, response };
    } catch (thrown) {
      const error = isExtensionError(thrown) ? thrown : new ExtensionError(problemsOf(thrown), { cause: thrown });
      record.failed(error);
      return { ok: false, error };
    }
  };
  return { invoke };
}
