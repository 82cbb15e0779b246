import { suggest } from '../shared/nearest.ts';
import type { ExtensionConfig } from './config.ts';
import { type FunctionEntry, formatFunctionPath, listFunctions } from './inventory.ts';

/** A module, with the part of an address that names it. */
export interface HostedModule {
  readonly module: object;
  readonly host: { readonly diy: true } | { readonly _connectorId: string };
}

/** Whether a value is a configuration that holds modules, and not a module itself. */
export function isConfig(value: unknown): value is ExtensionConfig {
  const { diy, connectors } = Object(value);
  return diy === Object(diy) || connectors === Object(connectors);
}

/**
 * Finds the module of a configuration.
 * @throws Error if there is none, naming the modules that exist
 */
export function findHostedModule({ diy, connectors = {} }: ExtensionConfig, connector?: string): HostedModule {
  if (diy) return { module: diy, host: { diy: true } };
  const ids = Object.keys(connectors);
  const id = connector ?? (ids.length === 1 ? ids[0] : undefined);
  const module = id !== undefined && Object.hasOwn(connectors, id) && connectors[id];
  if (module) return { module, host: { _connectorId: id } };
  throw new Error(`connectors: found ${formatNames(ids)}, expected ${connector ?? 'one to be named as `connector`'}`);
}

/** Finds the function of a module at a path: `trimSkus`, or in a group `hooks.trimSkus`. */
export function findFunctionAt(module: object, path: string): FunctionEntry {
  const all = [...listFunctions(module)];
  const found = all.find((one) => formatFunctionPath(one) === path);
  if (found) return found;
  const names = all.map(formatFunctionPath);
  const inGroup = all.find(({ name }) => name === path);
  const more = inGroup ? `; did you mean ${formatFunctionPath(inGroup)}?` : suggest(path, names);
  throw new Error(`${path}: no such function in the module; it has ${formatNames(names)}${more}`);
}

function formatNames(names: readonly string[]): string {
  return names.join(', ') || 'none';
}
