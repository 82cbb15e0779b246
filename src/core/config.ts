import { ExtensionError, type Problem, toExtensionError } from '../shared/errors.ts';
import { noConfiguration, noConnectors, noModules, twoFields } from '../shared/failures.ts';
import { listKeys } from '../shared/intrinsics.ts';
import type { Clock } from './clock.ts';
import type { ContractChecker } from './kind.ts';
import type { Logger } from './logger.ts';

/** The functions of an extension, their checker and their logger. Exactly one of `diy` and `connectors` is set. */
export interface ExtensionConfig {
  /** The module of a do-it-yourself integration: flat functions (2.0), or grouped under hooks, wrappers … (1.0). */
  readonly diy?: object;
  /** One module for each connector, under its `_connectorId`. Only own keys are found. */
  readonly connectors?: Readonly<Record<string, object>>;
  /** `enforce` or `log` from `integrator-extension-lambda/contracts`. Default: calls are not checked, at no cost. */
  readonly contracts?: ContractChecker;
  /** The logger: any object with debug, info, warn and error. Default: one JSON line each on the console. */
  readonly logger?: Logger;
  /** @internal The clock of deadlines; the harness sets its own. */
  readonly clock?: Clock;
  /**
   * @internal Takes the host's own lines instead of `logger`: info for an answer, error for a failure, warn if late.
   */
  readonly hostLogger?: Logger;
}

/** A configuration that has been read once. */
export interface ResolvedConfig extends Pick<ExtensionConfig, 'contracts' | 'logger'> {
  /** @internal */
  readonly clock?: Clock;
  /** @internal */
  readonly hostLogger?: Logger;
  readonly diy?: unknown;
  readonly connectors?: object | undefined;
  /** The error of every call: the problem of the configuration, or the error that reading it threw. */
  readonly failure?: unknown;
}

/**
 * Reads a configuration once: later changes to it reach no call. Never throws: without a handler no call could be
 * answered.
 */
export function resolveConfig(config: ExtensionConfig | undefined): ResolvedConfig {
  try {
    const own = { ...config };
    const problem = findProblem(own);
    // The cause is for the log: its stack leads to the author's file.
    return { ...own, failure: problem && new ExtensionError(problem, { cause: Error() }) };
  } catch (failure) {
    return { failure: toExtensionError(failure) };
  }
}

function findProblem(config: ExtensionConfig): Problem | false {
  const { diy, connectors } = config;
  if (isEmpty(config)) return noConfiguration();
  if (!connectors) return !diy && noModules();
  if (diy) return twoFields();
  return isEmpty(connectors) && noConnectors();
}

function isEmpty(value: object): boolean {
  return !listKeys(value).length;
}
