import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ExtensionConfig } from '../core/config.ts';
import { findHostedModule, type HostedModule, isConfig } from '../core/hosted-module.ts';
import { type FunctionEntry, listFunctions } from '../core/inventory.ts';
import type { LambdaHandler } from '../lambda/exchange.ts';
import { describeLoadFailure } from './load-failure.ts';
import { TransportError } from './transport.ts';

/** The module, configuration or bundle at a path. */
export interface LoadedModule {
  /** The part of an address that names the module. */
  readonly host: HostedModule['host'];
  /** The handler's configuration; undefined for a bundle, which shows its handler only. */
  readonly config: ExtensionConfig | undefined;
  /** The module; undefined for a bundle that hides its functions. */
  readonly module: object | undefined;
  /** A bundle's own handler. */
  readonly handler: LambdaHandler | undefined;
}

/** A function of a module, without the function itself. */
export interface FunctionName extends Omit<FunctionEntry, 'self' | 'fn'> {
  /** Where it is written, if that was asked for: `src/steps.ts:6:15`. */
  readonly place?: string;
}

/** The facts about a module that another process has loaded. */
export interface ModuleSummary {
  readonly host: HostedModule['host'];
  /** The functions that a call can reach; undefined for a bundle that hides them. */
  readonly functions: readonly FunctionName[] | undefined;
}

/** Lists the functions that a call can reach. */
export function listNames(module: object): FunctionName[] {
  return Array.from(listFunctions(module), ({ self: _self, fn: _fn, ...named }) => named);
}

/**
 * Loads a module as it is: TypeScript without its types, ESM or CommonJS.
 * @param connector the `_connectorId` of one of the module's connectors, or the one that it is hosted as
 * @param hostsAll whether several connectors are hosted where none is named: no one of them is the module then
 * @throws TransportError if the file is missing, if it fails, or if it holds no such connector
 */
export async function loadModule(path: string, connector?: string, hostsAll?: boolean): Promise<LoadedModule> {
  const namespace = await importFile(path);
  const parts = [transpiledDefault(namespace.default), namespace.default, namespace];
  const handler = parts.map((part) => Object(part).handler).find((one) => typeof one === 'function');
  const configured = parts.find(isConfig);
  if (configured) {
    const { diy, connectors } = configured;
    const config = connector && diy && !connectors ? { connectors: { [connector]: diy } } : asConfig(configured);
    const areAll = hostsAll && connector === undefined && !diy;
    return areAll
      ? { host: { diy: true }, config, module: undefined, handler }
      : { ...hosted(path, config, connector), config, handler };
  }
  const host = connector ? { _connectorId: connector } : ({ diy: true } as const);
  if (handler) return { host, config: undefined, module: undefined, handler };
  const module = parts.find(holdsFunctions) ?? namespace;
  const config = connector ? { connectors: { [connector]: module } } : { diy: module };
  return { host, config, module, handler };
}

/**
 * Imports a file as it is.
 * @throws TransportError that begins with the path: if the file is missing, if it fails, or if it waits for ever
 */
export async function importFile(path: string): Promise<Readonly<Record<string, unknown>>> {
  const file = resolve(path);
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile()) {
    throw new TransportError('no_module', `${path}: found ${found ? 'a folder' : 'nothing'}, expected a file`, true);
  }
  const { href } = pathToFileURL(file);
  // A stack of a bundle with its map beside it names the author's own files.
  process.setSourceMapsEnabled(true);
  try {
    return await settle(import(href));
  } catch (thrown) {
    throw new TransportError('module_failed', `${path}: ${describeLoadFailure(thrown, href)}`);
  }
}

/** Waits for a module. Node would end the process, with 0, if the module waits for something that never comes. */
async function settle<T>(loading: Promise<T>): Promise<T> {
  const { promise: idle, reject } = Promise.withResolvers<never>();
  // Its stack would lead to this line, and not to the module's.
  const failure = Object.assign(new Error('a top-level await never settles'), { stack: '' });
  const giveUp = () => reject(failure);
  process.once('beforeExit', giveUp);
  try {
    return await Promise.race([loading, idle]);
  } finally {
    process.off('beforeExit', giveUp);
  }
}

/** The default export of an ES module that was transpiled to CommonJS, which Node does not know. */
function transpiledDefault(exported: unknown): unknown {
  return Object(exported).__esModule ? Object(exported).default : undefined;
}

function holdsFunctions(value: unknown): value is object {
  return Object(value) === value && !listFunctions(value as object).next().done;
}

function asConfig({ diy, connectors }: ExtensionConfig): ExtensionConfig {
  return { ...(diy && { diy }), ...(connectors && { connectors }) };
}

function hosted(path: string, config: ExtensionConfig, connector: string | undefined): HostedModule {
  try {
    return findHostedModule(config, connector);
  } catch (thrown) {
    throw new TransportError('unknown_connector', `${path}: ${(thrown as Error).message}`, true);
  }
}
