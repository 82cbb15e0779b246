import { describe, expect, it } from 'vitest';
import { readScript } from '../../../src/simulator/scripts/script-functions.ts';

describe('the functions of a script', () => {
  it.each([
    ['are its top-level declarations, exported or not', 'function a () {}\nexport function b () {}', ['a', 'b']],
    ['may be variables that hold a function', 'const a = (o) => o\nlet b = function () {}\nvar n = 1', ['a', 'b']],
    ['may be exported variables', 'export const a = () => 1, n = 2', ['a']],
    ['may be assigned to names that nothing declares', 'a = function () {}\nb += 1\no.c = () => 1\nf()', ['a']],
    ['may be the default export', 'export default function (o) { return o }', ['default']],
    ['may be a default export that is an arrow function', 'export default (o) => o', ['default']],
    ['count once where the default export has a name', 'export default function a () {}', ['a']],
    ['count once where the default export is one of them', 'function a () {}\nexport default a', ['a']],
    ['do not hold a default export of another kind', 'export default class {}\nexport { x as y }\nvar x', []],
    ['do not hold inner functions', 'function a () { function b () {} }\nconst { c } = { c () {} }\nlet d', ['a']],
    ['are not there in an empty script', '', []],
  ])('%s', (_rule, content, functions) => {
    expect(readScript(content)).toMatchObject({ functions, problems: [] });
  });
});

describe('the modules of a script', () => {
  it.each([
    [
      'are imported',
      "import { exports } from 'integrator-api'\nimport dayjs from 'dayjs'",
      ['integrator-api', 'dayjs'],
    ],
    ['are required', "const sjcl = require('sjcl')", ['sjcl']],
    ['count once', "import 'dayjs'\nconst d = require('dayjs')", ['dayjs']],
  ])('%s', (_rule, content, imports) => {
    expect(readScript(content)).toMatchObject({ imports, problems: [] });
  });
});

describe('a script that cannot run', () => {
  it.each([
    ['has a syntax error', 'function a () {\n  return }}', 2, 'Unexpected token'],
    [
      'imports another module',
      "\nimport x from 'dayj'",
      2,
      'found the module dayj, expected integrator-api, dayjs, sjcl; did you mean dayjs?',
    ],
    ['requires another module', "require('fs')", 1, 'found the module fs, expected integrator-api, dayjs, sjcl'],
    [
      'requires a computed name',
      'const n = 1\nrequire(n)',
      2,
      'found require of a computed name, expected integrator-api, dayjs, sjcl',
    ],
    ['requires nothing', 'require()', 1, 'found require of a computed name, expected integrator-api, dayjs, sjcl'],
    ['imports at run time', "import('dayjs')", 1, 'found import(), expected an import statement at the top'],
    ['reads import.meta', '\n\nimport.meta.url', 3, 'found import.meta, which scripts do not have'],
    [
      'exports from a module',
      "export { a } from 'dayjs'",
      1,
      'found export … from, expected a declaration in the script itself',
    ],
    [
      'exports all of a module',
      "export * from 'dayjs'",
      1,
      'found export *, expected a declaration in the script itself',
    ],
    ['imports in a block', "{ import 'dayjs' }", 1, 'found import or export in a block, expected it at the top'],
    ['exports in a block', '{ export const a = 1 }', 1, 'found import or export in a block, expected it at the top'],
    [
      'exports its default in a block',
      '{ export default 1 }',
      1,
      'found import or export in a block, expected it at the top',
    ],
  ])('%s', (_rule, content, line, message) => {
    expect(readScript(content).problems).toContainEqual({ line, message, isError: true });
  });
});

const unverified = 'is not known to work in scripts of the platform, which are synchronous';

describe('what the platform may not run', () => {
  it.each([
    ['async functions', 'async function a () {}', `async ${unverified}`],
    ['await', 'async () => { await 1; await 2 }', `await ${unverified}`],
    ['Promise', 'Promise.resolve(1)', `Promise ${unverified}`],
    ['optional chaining', 'const a = b?.c\nb?.d', '?. is not known to work in scripts of the platform'],
    ['the nullish operator', 'const a = b ?? c', '?? is not known to work in scripts of the platform'],
    ['its assignment', 'var a; a ??= 1', '??= is not known to work in scripts of the platform'],
    ['timers', 'setTimeout(f, 1)', 'found setTimeout, which scripts of the platform do not have'],
    ['Node', 'process.exit()', 'found process, which scripts of the platform do not have'],
    ['requests', 'fetch("x")', 'found fetch, which scripts of the platform do not have'],
  ])('is noted: %s', (_what, content, message) => {
    const { problems } = readScript(content);
    expect(problems.filter((problem) => problem.message === message)).toEqual([{ line: 1, message, isError: false }]);
    expect(problems.every(({ isError }) => !isError)).toBe(true);
  });

  it('is not noted of names that the script declares, or that are properties', () => {
    const content = 'function f (process, o) { return process || o.fetch || { Buffer: 1 } }\nvar a = 1 && new.target_';
    expect(readScript(content.replace('new.target_', '2')).problems).toEqual([]);
    expect(readScript('function F () { return new.target }').problems).toEqual([]);
    expect(readScript("import fetch from 'dayjs'\nfetch()").problems).toEqual([]);
  });

  it('is listed by line', () => {
    const lines = readScript("fetch()\nconst a = b ?? c\nrequire('x')").problems.map(({ line }) => line);
    expect(lines).toEqual([1, 2, 3]);
  });
});
