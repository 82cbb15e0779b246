import { describe, expect, it } from 'vitest';
import { type Open, openHere, openInContext } from './run-script.ts';

const places: readonly (readonly [string, Open])[] = [
  ['a script in its context', openInContext],
  ['the code of a context', openHere],
];

describe.each(places)('%s', (_place, open) => {
  describe('gives and takes JSON', () => {
    it.each([
      ['a value', 'return o.n + 1', '3'],
      ['a text', 'return "é" + o.n', '"é2"'],
      ['nothing as null', '', 'null'],
      ['a function as null', 'return () => 1', 'null'],
      [
        'what JSON makes of it',
        'return { a: undefined, b: null, c: new Date(0), d: { toJSON: () => 5 }, get e () { return 6 } }',
        '{"b":null,"c":"1970-01-01T00:00:00.000Z","d":5,"e":6}',
      ],
      ['a proxy as its target', 'return new Proxy({ a: 1 }, {})', '{"a":1}'],
      [
        'names of the language as own properties',
        'return [o["__proto__"].x, Object.keys(o)]',
        '[1,["n","__proto__","constructor"]]',
      ],
    ])('%s', (_what, body, response) => {
      const options = JSON.parse('{"n":2,"__proto__":{"x":1},"constructor":{}}');
      expect(open(`function f (o) { ${body} }`).call('f', options).results).toEqual([{ response }]);
    });

    it.each([
      ['a number that is none', 'return { rows: [{ "unit price": o.missing * 2 }] }', 'response.rows[0]["unit price"]'],
      ['a number without end, the first of two', 'return [null, { a: 1 / 0, b: NaN }]', 'response[1].a'],
      ['an element that is undefined', 'return { data: [1, undefined] }', 'response.data[1]'],
      ['an answer that is no number', 'return NaN', 'response'],
    ])('what becomes null in it: %s', (_what, body, becomesNull) => {
      const [result] = open(`function f (o) { ${body} }`).call('f', { n: 2 }).results;
      expect(result).toMatchObject({ becomesNull, relied: ['jsonAnswer'] });
    });

    it('nothing where a null was one before, or where an object has no JSON', () => {
      const body = 'return [null, { a: null, b: new Date(NaN), c: { toJSON: () => null } }]';
      expect(open(`function f (o) { ${body} }`).call('f', {}).results).toEqual([
        { response: '[null,{"a":null,"b":null,"c":null}]' },
      ]);
    });

    it('one result for each options, in their order', () => {
      const { results } = open('function f (o) { if (o.n === 2) throw new Error("two"); return o.n }').call(
        'f',
        ...[1, 2, 3].map((n) => ({ n })),
      );
      expect(results).toMatchObject([{ response: '1' }, { errors: [{ message: 'two' }] }, { response: '3' }]);
    });

    it('no response of another call after a failure', () => {
      const script = open('let n = 0\nfunction f (o) { n += 1; if (o.fails) throw new Error(n); return "r" + n }');
      expect(script.call('f', {}, { fails: true }).results).toMatchObject([{ response: '"r1"' }, { errors: [{}] }]);
      expect(script.call('f', {}).results).toEqual([{ response: '"r3"' }]);
    });

    it.each([null, 5, 'text', [1]])('options of any kind: %j', (options) => {
      expect(open('function f (o) { return o }').call('f', options).results).toEqual([
        { response: JSON.stringify(options) },
      ]);
    });
  });

  describe('fails', () => {
    it.each([
      ['by an error: its name and message', 'throw new TypeError("bad")', { code: 'TypeError', message: 'bad' }],
      [
        'by its code before its name',
        'throw Object.assign(new Error("bad"), { code: "E1" })',
        { code: 'E1', message: 'bad' },
      ],
      ['by an object', 'throw { code: 5, message: "bad" }', { code: '5', message: 'bad' }],
      ['by a text', 'throw "bad"', { code: 'Error', message: 'bad' }],
      ['by nothing', 'throw undefined', { code: 'Error', message: 'undefined' }],
      ['by what has no text', 'throw Object.create(null)', { code: 'Error', message: 'object' }],
      [
        'by an error that cannot be read',
        'throw { get message () { throw 1 }, get stack () { throw 1 } }',
        { code: 'Error', message: '[object Object]' },
      ],
      ['by an error of the language', 'return o.missing.x', { code: 'TypeError' }],
      ['by recursion without end', 'return f(o)', { code: 'RangeError' }],
      [
        'by an answer that has no JSON',
        'const a = {}; a.a = a; return a',
        {
          code: 'invalid_extension_response',
          message: expect.stringMatching(/^the answer of f is not serializable: Converting circular/),
        },
      ],
      ['by an answer whose number has no JSON', 'return 1n', { code: 'invalid_extension_response' }],
    ])('%s', (_what, body, problem) => {
      const [result] = open(`function f (o) { ${body} }`).call('f', {}).results;
      expect(result).toMatchObject({ errors: [problem] });
    });

    it('with a stack of its own lines', () => {
      const script = open(
        "import dayjs from 'dayjs'\nfunction f (o) {\n  return g(o)\n}\nconst g = (o) => {\n  o.x.y()\n}",
      );
      const [result] = script.call('f', {}).results;
      expect((result as { stack: string }).stack.split('\n')).toEqual([
        "TypeError: Cannot read properties of undefined (reading 'y')",
        expect.stringMatching(/^ +at g \(orders\.js:6:\d+\)$/),
        expect.stringMatching(/^ +at f \(orders\.js:3:\d+\)$/),
      ]);
    });

    it('with a stack that has no line of ours, or none at all', () => {
      const stack = (thrown: string) => open(`function f () { throw ${thrown} }`).call('f', {}).results[0];
      expect(stack('{ stack: "mine" }')).toMatchObject({ stack: 'mine' });
      expect(stack('{ stack: 1 }')).not.toHaveProperty('stack');
    });

    it('each time where its own statements fail', () => {
      const script = open('const a = 1\nthrow new Error("at the top " + a)\nfunction f () {}');
      for (const _ of [1, 2])
        expect(script.call('f', {}).results).toMatchObject([{ errors: [{ message: 'at the top 1' }] }]);
    });

    it('where a name holds no function', () => {
      const { results } = open('var f = 5').call('f', {});
      expect(results).toEqual([{ errors: [{ code: 'invalid_function', message: 'f is no function, but number' }] }]);
    });

    it('where it answers a Promise: scripts are synchronous', () => {
      const { results } = open('async function f () { return 1 }').call('f', {});
      const message = 'f answered a Promise, expected a value: scripts are synchronous';
      expect(results).toEqual([
        { errors: [{ code: 'invalid_extension_response', message }], relied: ['promiseAnswer'] },
      ]);
    });
  });

  describe('gets frozen options, and each write to them is reported', () => {
    const options = { data: [{ total: 1, 'ship to': { city: 'X' } }, {}], settings: { deep: { er: 1 } } };

    it.each([
      ['a property', 'o.data[0].total = 2', ['options.data[0].total']],
      ['a new property', 'o.data[1].isNew = 2', ['options.data[1].isNew']],
      ['the options themselves', 'o.data = []', ['options.data']],
      ['an element', 'o.data[1] = 1', ['options.data[1]']],
      ['the length of a list', 'o.data.length = 0', ['options.data.length']],
      [
        'a name that is no identifier',
        'o.data[0]["ship to"].city = 1; o.data[0]["a b"] = 1',
        ['options.data[0]["ship to"].city', 'options.data[0]["a b"]'],
      ],
      ['each place once', 'o.data.forEach((d) => { d.a = 1; d.a = 2 })', ['options.data[0].a', 'options.data[1].a']],
      ['a count', 'o.settings.deep.er++', ['options.settings.deep.er']],
      ['a deletion', 'delete o.settings', ['options.settings']],
      ['a destructuring', '({ a: o.settings.a } = { a: 1 })', ['options.settings.a']],
      ['a symbol', 'o.settings[Symbol("s")] = 1', ['options.settings["Symbol(s)"]']],
      ['a computed key', 'const k = { toString: () => "er" }; o.settings.deep[k] = 1', ['options.settings.deep.er']],
    ])('%s', (_what, statement, lostWrites) => {
      const script = open(`function f (o) { ${statement}; return [JSON.stringify(o), Object.isFrozen(o.data[0])] }`);
      const response = JSON.stringify([JSON.stringify(options), true]);
      expect(script.call('f', options).results).toEqual([{ response, lostWrites }]);
    });

    it('but no write to what is its own', () => {
      const script = open(
        'const own = Object.freeze({})\nfunction f (o) { const c = { ...o }; c.data = 1; own.x = 1; null?.x; ({}).a = 1; return c.data }',
      );
      expect(script.call('f', options).results).toEqual([{ response: '1' }]);
    });

    it('in strict code, with the error of the language', () => {
      const script = open("'use strict'\nfunction f (o) { o.data[0].total = 2 }");
      const [result] = script.call('f', options).results;
      expect(result).toMatchObject({ errors: [{ code: 'TypeError' }], lostWrites: ['options.data[0].total'] });
    });

    it('and a method that changes a list in place throws', () => {
      const [result] = open('function f (o) { o.data.push(1) }').call('f', options).results;
      expect(result).toMatchObject({ errors: [{ code: 'TypeError' }] });
    });

    it('in its own call only', () => {
      const { results } = open('function f (o) { if (o.w) o.x = 1; return 0 }').call('f', { w: true }, {});
      expect(results).toEqual([{ response: '0', lostWrites: ['options.x'] }, { response: '0' }]);
    });

    it('also after a write that failed half way', () => {
      const script = open('function f (o) { try { o[(() => { throw 1 })()] = 1 } catch {} o.a[o.k] = 1; return 0 }');
      expect(script.call('f', { a: {}, k: 'z' }).results).toEqual([{ response: '0', lostWrites: ['options.a.z'] }]);
    });
  });

  describe('keeps its module variables', () => {
    it('from call to call', () => {
      const script = open('let n = 0\nfunction f () { n += 1; return n }');
      expect(script.call('f', {}, {}).results).toEqual([{ response: '1' }, { response: '2' }]);
      expect(script.call('f', {}).results).toEqual([{ response: '3' }]);
    });

    it('apart from those of another context', () => {
      const content = 'let n = 0\nfunction f () { return ++n }';
      const [one, other] = [open(content), open(content)];
      one.call('f', {});
      expect(other.call('f', {}).results).toEqual([{ response: '1' }]);
    });
  });

  describe('logs', () => {
    it('by five methods, with their level', () => {
      const script = open(
        `function f (o) {
          for (const level of ['log', 'info', 'warn', 'error', 'debug']) console[level](level, 1, o, [null], undefined)
          const round = {}; round.round = round
          console.log(new Error('bad').message, round, f)
          return Object.keys(console).sort()
        }`,
        { debugUntil: Date.now() + 60_000 },
      );
      const { lines, results } = script.call('f', { a: 1 });
      expect(results).toEqual([{ response: '["debug","error","info","log","warn"]' }]);
      const logged = ['log', 'info', 'warn', 'error', 'debug'].map(
        (level) => `${level}: ${level} 1 {"a":1} [null] undefined`,
      );
      expect(lines).toEqual([...logged, expect.stringMatching(/^log: bad \[object Object\] function f/)]);
    });

    it('errors with their stack', () => {
      const { lines } = open(
        'function f () { console.error(new Error("bad")); console.log(Object.assign(new Error("b"), { stack: 1 })) }',
      ).call('f', {});
      expect(lines).toEqual([
        expect.stringMatching(/^error: Error: bad\n +at f \(orders.js:1:\d+\)$/),
        'log: Error: b',
      ]);
    });

    it('nothing at debug level after debugUntil', () => {
      const { lines } = open('function f () { console.debug("no"); console.log("yes") }', { debugUntil: 1 }).call(
        'f',
        {},
      );
      expect(lines).toEqual(['log: yes']);
    });

    it('a thousand lines at most', () => {
      const script = open('function f () { for (let i = 0; i < 2000; i++) console.log(i) }');
      const { lines } = script.call('f', {});
      expect(lines).toHaveLength(1001);
      expect(lines.slice(-2)).toEqual(['log: 999', 'further lines are left out']);
      expect(script.call('f', {}).lines[0]).toBe('log: 0');
    });
  });
});
