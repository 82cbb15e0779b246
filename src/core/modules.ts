import type { Judge } from '../contracts/contract.ts';
import type { Problem } from '../errors.ts';
import { noConfiguration, noConnectors, noModules, twoFields } from '../failures.ts';
import { keysOf } from '../intrinsics.ts';
import type { Clock } from './context.ts';
import type { Logger } from './log.ts';

/** What hosts an extension: its functions, and how they are watched over. Exactly one of `diy` and `connectors`. */
export interface ExtensionConfig {
  /** The module of a do-it-yourself integration: flat functions (2.0), or grouped under hooks, wrappers … (1.0). */
  readonly diy?: object;
  /** One module for each connector, under its `_connectorId`. Only own keys are found. */
  readonly connectors?: Readonly<Record<string, object>>;
  /** `enforce` or `log` from `integrator-extension-lambda/contracts`. Without it nothing is checked, and nothing paid. */
  readonly contracts?: Judge;
  /** Where log lines go; any object with debug, info, warn and error. Default: one JSON line each on the console. */
  readonly logger?: Logger;
  /** @internal What deadlines are measured by; the harness has a clock of its own. */
  readonly clock?: Clock;
}

/** A configuration that has been read once: its modules, or what is wrong with it, which every call is answered with. */
export interface Modules {
  readonly diy?: unknown;
  readonly connectors?: object | undefined;
  readonly problem?: Problem;
}

/** Reads a configuration, once and for all: what is later done to it reaches no call. */
export function readModules(config: ExtensionConfig | undefined): Modules {
  if (isEmpty(config)) return { problem: noConfiguration() };
  const { diy, connectors } = config as ExtensionConfig;
  if (!diy && !connectors) return { problem: noModules() };
  if (diy && connectors) return { problem: twoFields() };
  if (connectors && isEmpty(connectors)) return { problem: noConnectors() };
  return { diy, connectors };
}

function isEmpty(value: unknown): boolean {
  return !keysOf(value ?? {}).length;
}
