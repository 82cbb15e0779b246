import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { suggest } from '../shared/nearest.ts';
import { readText } from '../shared/read-text.ts';

/** The settings of package.json: the modules of functions, and for `check` the kinds of functions. */
const SETTINGS = ['functions', 'kinds'];

/** A module to call, and the connector that it is hosted as. */
export interface ModulePlace {
  /** An absolute path. */
  readonly path: string;
  readonly connector?: string;
}

/** The module of each Lambda function, by the function's name. */
export type FunctionMap = ReadonlyMap<string, ModulePlace>;

const functionsSchema = z.record(
  z.string().regex(/^[\w.-]{1,140}$/, 'expected the name of a Lambda function'),
  z.union([z.string(), z.strictObject({ module: z.string(), connector: z.string().optional() })]),
);

/**
 * Reads `integrator-extension.functions` in the package.json of a folder: names of Lambda functions, each with its module,
 * as a path from there or as `{ module, connector }`. Undefined if there is none.
 * @throws Error naming the file and what was found
 */
export function readFunctionMap(folder: string): FunctionMap | undefined {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return undefined;
  const settings = Object(readSettings(file));
  const { functions } = settings;
  const other = Object.keys(settings).find((name) => !SETTINGS.includes(name));
  if (other !== undefined) {
    const expected = `${SETTINGS.join(' or ')}${suggest(other, SETTINGS)}`;
    throw new Error(`${file}: integrator-extension: found "${other}", expected ${expected}`);
  }
  if (functions === undefined) return undefined;
  const { data, error } = functionsSchema.safeParse(functions);
  if (!data) throw new Error(`${file}: integrator-extension.functions: ${z.prettifyError(error)}`);
  const places = Object.entries(data).map(([name, given]): [string, ModulePlace] => {
    const { module, connector } = typeof given === 'string' ? { module: given } : given;
    const path = resolve(folder, module);
    if (!existsSync(path)) throw new Error(`${file}: integrator-extension.functions.${name}: found no file ${path}`);
    return [name, { path, ...(connector !== undefined && { connector }) }];
  });
  return new Map(places);
}

/**
 * Chooses the module that answers a call of a server stack, which has no name of a function on Lambda: the one that is
 * mapped to the call's connector, else the first one without a connector, else the first.
 * @param places at least one
 */
export function choosePublicPlace(places: readonly ModulePlace[], connector?: string): ModulePlace {
  const own = connector === undefined ? undefined : places.find((place) => place.connector === connector);
  return (own ?? places.find((place) => place.connector === undefined) ?? places[0]) as ModulePlace;
}

function readSettings(file: string): unknown {
  try {
    return Object(JSON.parse(readText(file)))['integrator-extension'];
  } catch (thrown) {
    throw new Error(`${file}: ${(thrown as Error).message}`);
  }
}
