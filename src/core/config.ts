import { ExtensionError, type Problem } from '../shared/errors.ts';
import { noConfiguration, noConnectors, noModules, twoFields } from '../shared/failures.ts';
import { keysOf } from '../shared/intrinsics.ts';
import type { Clock } from './clock.ts';
import type { ContractChecker } from './kind.ts';
import type { Logger } from './logger.ts';

/** What hosts an extension: its functions, and how they are watched over. Exactly one of `diy` and `connectors`. */
export interface ExtensionConfig {
  /** The module of a do-it-yourself integration: flat functions (2.0), or grouped under hooks, wrappers … (1.0). */
  readonly diy?: object;
  /** One module for each connector, under its `_connectorId`. Only own keys are found. */
  readonly connectors?: Readonly<Record<string, object>>;
  /** `enforce` or `log` from `integrator-extension-lambda/contracts`. Without it nothing is checked, and nothing paid. */
  readonly contracts?: ContractChecker;
  /** Where log lines go; any object with debug, info, warn and error. Default: one JSON line each on the console. */
  readonly logger?: Logger;
  /** @internal What deadlines are measured by; the harness has a clock of its own. */
  readonly clock?: Clock;
  /** @internal Takes the host's own lines instead of `logger`: info for an answer, error for a failure, warn if late. */
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
  /** What every call fails with: what is wrong with the configuration, or what it threw when it was read. */
  readonly failure?: unknown;
}

/**
 * Reads a configuration, once and for all: what is later done to it reaches no call. Never throws: without a handler no
 * call could be answered.
 */
export function resolveConfig(config: ExtensionConfig | undefined): ResolvedConfig {
  try {
    const own = { ...config };
    const problem = findProblem(own);
    // The cause is for the log: its stack leads to the file that this is the configuration of.
    return { ...own, failure: problem && new ExtensionError(problem, { cause: Error() }) };
  } catch (failure) {
    return { failure };
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
  return !keysOf(value).length;
}
