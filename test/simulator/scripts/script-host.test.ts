import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { listPermissions } from '../../../src/simulator/scripts/script-process.ts';
import { call, counting, openHost } from './open-host.ts';

describe('a host of scripts', { timeout: 120_000 }, () => {
  it('calls functions with JSON, and passes console lines on with the id of their script', async () => {
    const lines: string[] = [];
    const content = 'function f (o) { console.log("got", o); return [o.a] }';
    const host = await openHost({ s1: content }, { onConsole: (line, script) => lines.push(`${script} ${line}`) });
    expect(await host.call({ ...call, options: '{"a":1}' })).toEqual({ response: '[1]' });
    expect(lines).toEqual(['s1 log: got {"a":1}']);
    const silent = await openHost({ s1: content });
    expect(await silent.call(call)).toMatchObject({ response: '[null]', becomesNull: 'response[0]' });
  });

  it('calls a function for many records, with results in their order', async () => {
    const host = await openHost({
      s1: 'function f (o) { if (o.n === 1) throw new Error("one"); o.x = 1; return o.n }',
    });
    const options = [0, 1, 2].map((n) => JSON.stringify({ n }));
    expect(await host.callEach({ ...call, options })).toMatchObject([
      { response: '0', lostWrites: ['options.x'] },
      { errors: [{ code: 'Error', message: 'one' }], stack: expect.stringContaining('s1.js:1:') },
      { response: '2' },
    ]);
    expect(await host.callEach({ ...call, options: [] })).toEqual([]);
  });

  it('has one context for each reference of a script', async () => {
    const host = await openHost({ s1: counting, s2: counting });
    const count = async (more: object) => Object(await host.call({ ...call, ...more })).response;
    expect(await count({})).toBe('1');
    expect(await count({})).toBe('2');
    expect(await count({ reference: 'imports/d1.hooks.postMap' })).toBe('1');
    expect(await count({ script: 's2' })).toBe('1');
    expect(await count({})).toBe('3');
  });

  it('makes calls in their order', async () => {
    const host = await openHost({ s1: counting });
    const results = await Promise.all(Array.from({ length: 20 }, () => host.call(call)));
    expect(results).toEqual(results.map((_, index) => ({ response: `${index + 1}` })));
  });

  it('names files in stacks, and knows until when to log at debug level', async () => {
    const lines: string[] = [];
    const content = 'function f () { console.debug("seen"); throw new Error("bad") }';
    const until = (ms: number) => new Date(Date.now() + ms).toISOString();
    const scripts = [
      { _id: 's1', content, file: 'scripts/orders.js', debugUntil: until(600_000) },
      { _id: 's2', content, name: 'Orders', debugUntil: until(-600_000) },
    ];
    const host = await openHost({}, { scripts, onConsole: (line, script) => lines.push(`${script} ${line}`) });
    expect(await host.call(call)).toMatchObject({ stack: expect.stringContaining('scripts/orders.js:1:') });
    expect(await host.call({ ...call, script: 's2' })).toMatchObject({
      stack: expect.stringContaining('Orders.js:1:'),
    });
    expect(lines).toEqual(['s1 debug: seen']);
  });

  it('is in the time zone UTC', async () => {
    const host = await openHost({ s1: 'function f () { return String(new Date(0)) }' });
    expect(await host.call(call)).toEqual({ response: expect.stringContaining('GMT+0000') });
  });

  it('answers integrator-api from its documents', async () => {
    const content = "import { exports } from 'integrator-api'\nfunction f () { return exports.get('e1').name }";
    const host = await openHost({ s1: content }, { api: { documents: { exports: { e1: { name: 'Get' } } } } });
    expect(await host.call(call)).toEqual({ response: '"Get"', relied: ['apiReads'] });
  });
});

describe('the function of a reference', { timeout: 120_000 }, () => {
  it.each([
    ['is the only one where the name is blank', 'function only () { return 1 }', '', { response: '1' }],
    ['is the only one where the name is absent', 'function only () { return 1 }', undefined, { response: '1' }],
    [
      'is the first of several where the name is blank, by a reading',
      'function first () { return 1 }\nfunction second () {}',
      ' ',
      { response: '1', relied: ['blankFunction'] },
    ],
    [
      'adds that reading to others',
      "import api from 'integrator-api'\nfunction first () { return api.flows.find({ externalId: 1 }) }\nfunction second () {}",
      '',
      { response: '[]', relied: ['apiReads', 'blankFunction'] },
    ],
    [
      'is not found where the script has none',
      'var a = 1',
      '',
      { errors: [{ code: 'invalid_function', message: 's1.js: found no function, expected one at the top' }] },
    ],
    [
      'is not found by a name that the script lacks',
      'function preMap () {}\nfunction other () {}',
      'premap',
      {
        errors: [
          {
            code: 'invalid_function',
            message: 's1.js: found no function premap, expected one of preMap, other; did you mean preMap?',
          },
        ],
      },
    ],
    [
      'is not found in a script that cannot run',
      'function f () {\n  return }}',
      'f',
      { errors: [{ code: 'SyntaxError', message: 's1.js:2: Unexpected token' }] },
    ],
  ])('%s', async (_rule, content, name, result) => {
    const host = await openHost({ s1: content });
    expect(await host.call({ ...call, function: name })).toEqual(result);
  });

  it('is not found in a script that is not there', async () => {
    const host = await openHost({ s1: 'function f () {}' });
    const message = 'found no script s2, expected one of s1; did you mean s1?';
    const failure = { errors: [{ code: 'object_not_found', message }] };
    expect(await host.callEach({ ...call, script: 's2', options: ['1', '2'] })).toEqual([failure, failure]);
  });
});

describe('the permissions of the process', () => {
  it.each([
    ['of a bundle: its folder', '/app/dist/simulator/script-worker.js', '/app/dist/simulator/*'],
    ['from sources: the repository', '/x/script-worker.ts', expect.not.stringContaining('/src')],
  ])('%s', (_what, worker, read) => {
    const flags = listPermissions(worker);
    expect(flags).toContain('--permission');
    expect(flags.flatMap((flag) => flag.split('--allow-fs-read=').slice(1))).toEqual([read]);
    expect(flags.filter((flag) => flag.startsWith('--allow'))).toHaveLength(1);
  });

  it('let it read nothing else, and start nothing', () => {
    const code = `
      const tries = [
        () => require('node:fs').readFileSync('${import.meta.filename}'),
        () => require('node:child_process').execFileSync('ls'),
        () => new (require('node:worker_threads').Worker)('1', { eval: true }),
      ]
      for (const attempt of tries) try { attempt(); console.log('done') } catch (error) { console.log(error.code) }`;
    const output = execFileSync(process.execPath, [...listPermissions('/app/script-worker.js'), '--eval', code]);
    expect(output.toString().trim().split('\n')).toEqual(Array(3).fill('ERR_ACCESS_DENIED'));
  });
});
