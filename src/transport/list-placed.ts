import { listFunctions } from '../core/inventory.ts';
import { type FunctionName, listNames } from './load-module.ts';

/** Lists the functions of a module that a call can reach, each with the place where it is written, if it has one. */
export async function listPlaced(module: object): Promise<FunctionName[]> {
  const { findDefinitions } = await import('./find-definitions.ts');
  const functions = Array.from(listFunctions(module), ({ fn }) => fn);
  const places = await findDefinitions(functions);
  return listNames(module).map((named, at) => ({ ...named, ...places[at] }));
}
