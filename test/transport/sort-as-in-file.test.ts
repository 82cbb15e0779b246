import { expect, it } from 'vitest';
import { formatFunctionPath } from '../../src/core/inventory.ts';
import { listNames, loadModule } from '../../src/transport/load-module.ts';
import { sortAsInFile } from '../../src/transport/sort-as-in-file.ts';
import { createFolder } from '../cli/command-line.ts';

const { write } = createFolder({
  'orders.mjs': 'export const zebra = () => 1; export const ant = () => 1;',
  'made.cjs': 'exports.later = () => 1; exports.also = () => 1;',
  'round.mjs': "export * from './round.mjs'; export const dog = () => 1; export const cat = () => 1;",
});

/** The paths of a module's functions, as they are listed. */
async function list(name: string, code: string): Promise<string[]> {
  const file = write(name, code);
  const { module } = await loadModule(file);
  return sortAsInFile(listNames(module as object), file).map(formatFunctionPath);
}

it('A module has its functions in the order of its file, in its groups too', async () => {
  const code =
    'export const zebra = () => 1; export const hooks = { d: () => 1, c: () => 1 }; export const bee = () => 1;';
  expect(await list('own.mjs', code)).toEqual(['zebra', 'hooks.d', 'hooks.c', 'bee']);
});

it.each([
  ['exports them all', "export const first = () => 1; export * from './orders.mjs'; export const aa = () => 1;", ''],
  ['exports them as a group', "export * as hooks from './orders.mjs';", 'hooks.'],
  ['imports them for a group', 'import * as all from "./orders.mjs"; export const hooks = all;', 'hooks.'],
])('A module has the functions of another file where it %s', async (what, code, group) => {
  const name = `${what.replaceAll(' ', '-')}.mjs`;
  const others = [`${group}zebra`, `${group}ant`];
  expect(await list(name, code)).toEqual(group ? others : ['first', ...others, 'aa']);
});

it('A module has last the functions whose place its files do not show', async () => {
  const code = "import made from './made.cjs'; export default { ...made, own: () => 1 };";
  expect(await list('spread.mjs', code)).toEqual(['own', 'later', 'also']);
});

it.each([
  ['a file that takes its own exports', "export * from './round.mjs';", ['dog', 'cat']],
  ['a package', "import * as path from 'node:path'; export const a = () => path;", ['a']],
])('A module may name %s', async (what, code, names) => {
  expect(await list(`${what.replaceAll(' ', '-')}.mjs`, code)).toEqual(names);
});
