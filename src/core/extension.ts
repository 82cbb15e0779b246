import { ExtensionError, isExtensionError, readProblems } from '../shared/errors.ts';
import { functionTimeout } from '../shared/failures.ts';
import type { Invocation, Outcome } from '../shared/invocation.ts';
import { createCallLog } from './call-log.ts';
import { type ExtensionConfig, resolveConfig } from './config.ts';
import { createContext } from './context.ts';
import { createDeferred, execute } from './execute.ts';
import { readMark } from './kind.ts';
import { createConsoleLogger } from './logger.ts';
import { closeOptions, readOptions } from './options.ts';
import { collectSecrets } from './redact.ts';
import { readAddress, resolveTarget } from './resolve.ts';
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
  const resolvedConfig = resolveConfig(config);
  const { logger = createConsoleLogger(), contracts, clock, hostLogger } = resolvedConfig;
  let coldStart = true;

  const invoke = async (invocation: Invocation): Promise<Outcome> => {
    const callLog = createCallLog(invocation, logger, coldStart, hostLogger);
    coldStart = false;
    const deferred = createDeferred(callLog);
    try {
      const { options: sentOptions, timeout = Infinity } = invocation;
      callLog.secretsJson = collectSecrets(sentOptions);
      const target = resolveTarget(resolvedConfig, invocation);
      callLog.kind = target.kind;
      const options = readOptions(sentOptions);
      const mark = readMark(target.fn);
      mark?.prepare?.(options);
      const checkResponse = target.kind && contracts?.enforce(target.kind, options, callLog.log);
      const { context, startTimer, end } = createContext(callLog.log, timeout, clock);
      const onTimeout = () => {
        const error = new ExtensionError(functionTimeout(target.name, timeout));
        deferred.reject(error);
        end(error);
      };
      pendingCalls.add(deferred);
      let response: unknown;
      try {
        callStorage.run(deferred, execute, target, options, context, deferred);
        // Many functions have answered by now and need no timer.
        if (deferred.isPending()) startTimer(onTimeout);
        // Boxed: a response with a `then` would be awaited.
        ({ response } = await deferred.promise);
        if (mark?.ignoresResponse) response = undefined;
      } finally {
        pendingCalls.delete(deferred);
        closeOptions(options);
        end();
      }
      if (checkResponse) checkResponse(response);
      callLog.logAnswer(
        checkDelivery(response, resolveLimit(readAddress(invocation).maxResponseSize, invocation.capacity)),
      );
      return { ok: true, response };
    } catch (thrown) {
      const error = isExtensionError(thrown) ? thrown : new ExtensionError(readProblems(thrown), { cause: thrown });
      callLog.logFailure(error);
      return { ok: false, error };
    }
  };
  return { invoke };
}
