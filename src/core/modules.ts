import type { Judge } from '../contracts/contract.ts';
import { type FailureKey, failure } from '../errors.ts';
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
}

/** A configuration that has been read once: its modules, or what is wrong with it. */
export type Modules =
  | { readonly diy?: unknown; readonly connectors?: object; readonly problem?: never }
  | { readonly problem: FailureKey };

/** Checks a configuration. What is wrong with it is not thrown here but answered to every call. */
export function readModules(config: ExtensionConfig | undefined): Modules {
  if (isEmpty(config)) return { problem: 'CONFIG_OPTIONS_NOT_PROVIDED' };
  const { diy, connectors } = config as ExtensionConfig;
  if (!diy && !connectors) return { problem: 'CONFIG_SET_DIY_OR_CONNECTORS' };
  if (diy && connectors) return { problem: 'CONFIG_DIY_AND_CONNECTORS_EXIST' };
  if (!connectors) return { diy };
  return isEmpty(connectors) ? { problem: 'CONFIG_NO_CONNECTORS_PROVIDED' } : { connectors };
}

/** The modules of a sound configuration; throws what is wrong with any other. */
export function soundModules(modules: Modules): Exclude<Modules, { problem: FailureKey }> {
  if (modules.problem) throw failure(modules.problem as 'CONFIG_OPTIONS_NOT_PROVIDED');
  return modules as Exclude<Modules, { problem: FailureKey }>;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || Object.keys(value).length === 0;
}
