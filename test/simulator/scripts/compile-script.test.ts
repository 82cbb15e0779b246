import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileScript, findSyntaxError } from '../../../src/simulator/scripts/compile-script.ts';
import { compile, openInContext } from './run-script.ts';

const lineCount = (text: string) => text.split('\n').length;

describe('a compiled script', () => {
  it.each([
    ['imports over several lines', "import {\n  exports,\n  imports\n} from 'integrator-api'\nfunction f () {}"],
    ['exports over several lines', 'export\ndefault\nfunction () {}\nexport\nconst a = 1\nexport {\n a as b }'],
    ['writes', 'function f (o) {\n  o\n    .a\n    .b = 1\n}'],
  ])('keeps the lines of %s', (_what, content) => {
    const { code } = compile(content);
    expect(lineCount(code)).toBe(lineCount(content) + 2);
  });

  it.each([
    ['a syntax error', 'var a = ;', { line: 1, message: 'Unexpected token' }],
    ['a module that is not there', "\nimport 'fs'", { line: 2 }],
    [
      'an import and a function of one name',
      "import a from 'dayjs'\n\nfunction a () {}",
      { line: 3, message: "Identifier 'a' has already been declared" },
    ],
  ])('is not made of %s', (_what, content, problem) => {
    expect(compileScript(content)).toMatchObject([{ ...problem, isError: true }]);
  });

  it('is checked by V8 too', () => {
    expect(findSyntaxError('(function () {\n\n var a = ;\n})')).toEqual([
      { line: 3, message: "Unexpected token ';'", isError: true },
    ]);
    expect(findSyntaxError('(function () {})')).toBeUndefined();
  });

  it('does not collide with the names of the script', () => {
    const content =
      'const __access = 1, __default_ = 2\nexport default (o) => { o.a = 3; return __access + __default_ }';
    expect(openInContext(content).call('default', {}).results).toEqual([{ response: '3', lostWrites: ['options.a'] }]);
  });

  it('is found by all names of a function', () => {
    const content = "function a () { return 'a' }\nexport { a as b, a as 'c d' }\nexport default a";
    const script = openInContext(content);
    const answers = ['a', 'b', 'c d', 'default'].map((name) => script.call(name, {}).results);
    expect(answers.flat()).toEqual(Array(4).fill({ response: '"a"' }));
  });

  it('has the default exports of every kind', () => {
    const find = (content: string) => openInContext(content).call('default', 2).results;
    expect(find('export default function double (n) { return n * 2 }\n(1)')).toEqual([{ response: '4' }]);
    expect(find('export default function (n) { return n * 2 }\n(1)')).toEqual([{ response: '4' }]);
    expect(find('export default (n) => n * 2')).toEqual([{ response: '4' }]);
    expect(find('export default class A {}')).toMatchObject([{ errors: [{ code: 'TypeError' }] }]);
    expect(find('export default 7')).toMatchObject([{ errors: [{ code: 'invalid_function' }] }]);
  });

  it('may use an import before its line, and after a directive', () => {
    const content =
      "'use strict'\nconst day = dayjs('2026-01-02').date()\nimport dayjs, { unix as u } from 'dayjs'\nimport * as all from 'dayjs'\n" +
      'function f () { return [day, u === dayjs.unix, all === dayjs] }';
    expect(openInContext(content).call('f', {}).results).toEqual([{ response: '[2,true,true]' }]);
  });
});

describe('watched writes', () => {
  const own = [
    'a.b = 1',
    "a['x'] = 2",
    'a[k()] += 1',
    'a.n++',
    '--a.n',
    'delete a.b',
    'delete a?.b',
    'delete k',
    '[a.x, a.y] = [1, 2]',
    '({ p: a.p, ...a.rest } = { p: 1, q: 2 })',
    'for (a.last of [1, 2]) ;',
    'for (a[a.n] in { z: 1 }) ;',
    'a[a.q = 3] = 4',
    'a.in.b = 1',
    '(a, a.in).c = 1',
    'a[(k(), "s")] = 1',
    'a.in[a.n++] = a.n',
    'new Own().set()',
  ];

  it('behave as the script was written', () => {
    const content = `
      function k () { return 'k' + (count++) }
      let count = 0
      class Base { set () { this.base = 1 } set base (v) { this.kept = v } }
      class Own extends Base { #n = 0; set () { this.#n++; super.base = this.#n } }
      function f (o) { const a = { n: 0, in: {} }; for (const s of o.which) steps[s](a); return [a, count] }
      const steps = [${own.map((line) => `(a) => { ${line} }`).join(',\n')}]`;
    const load = new Function(`${content}\nreturn f`) as () => (options: object) => unknown;
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: own.length - 1 }), { maxLength: 12 }), (which) => {
        const [result] = openInContext(content).call('f', { which }).results;
        expect(result).toMatchObject({ response: JSON.stringify(load()({ which })) });
      }),
      { numRuns: 60 },
    );
  });
});
