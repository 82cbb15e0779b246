import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from 'aws-lambda';
import { afterAll, describe, expect, it } from 'vitest';
import type { FunctionReport } from '../../../src/check/laws.ts';
import { type CliError, toCliError } from '../../../src/cli/cli-error.ts';
import { run } from '../../../src/cli/commands/check/index.ts';
import { commands } from '../../../src/cli/commands.ts';
import { contracts, enforce } from '../../../src/contracts/index.ts';
import { toGroup } from '../../../src/core/groups.ts';
import { listFunctions } from '../../../src/core/inventory.ts';
import { createHandler } from '../../../src/index.ts';

/** Each run starts a process, and other tests run at the same time. */
const SPAWNING_MS = 60_000;

const root = new URL('../../../', import.meta.url).pathname;
const faulty = (name: string) => join(root, 'test/fixtures/faulty', `${name}.js`);
const ours = (name: string) => join(root, 'test/e2e/check/modules', `${name}.js`);
const orders = join(root, 'handlers/orders/index.ts');
const connector = join(root, 'handlers/shop-connector/index.ts');

const scratch = mkdtempSync(join(tmpdir(), 'check-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

type Options = Readonly<Record<string, unknown>>;

/** Runs the command in this process; the functions are called in another one. */
async function command(module: string, options: Options = {}, json = false) {
  const lines: string[] = [];
  const io = {
    out: (line: string) => void lines.push(line),
    err: () => {},
    write: () => {},
    json,
    colours: false,
    commands,
  };
  const code = await run([module], { seed: 11, runs: 20, out: join(scratch, 'failing'), ...options }, io);
  return { code, text: lines.join('\n') };
}

async function report(module: string, options: Options = {}) {
  const { code, text } = await command(module, options, true);
  return { code, text, ...JSON.parse(text) };
}

const refusal = (module: string, options: Options = {}): Promise<CliError> =>
  command(module, options).then(() => Promise.reject(new Error('the command ran')), toCliError);

/** Events for the sample functions that write into a database: a database of these tests. */
function eventsOfOrders(): string {
  const folder = join(scratch, 'events');
  mkdirSync(folder, { recursive: true });
  const unencrypted = { database: join(scratch, 'orders.sqlite') };
  const events = { exportOrders: contracts.export, importOrders: contracts.import, pingOrders: contracts.ping };
  for (const [name, { sample }] of Object.entries(events)) {
    const options = { ...sample.options, connection: { ...Object(sample.options.connection), unencrypted } };
    writeFileSync(join(folder, `${name}.json`), JSON.stringify({ diy: true, function: name, options }));
  }
  return folder;
}

describe.concurrent('check', { timeout: SPAWNING_MS }, () => {
  it('finds nothing in the sample extension', async () => {
    const { code, findings, functions } = await report(orders, {
      events: eventsOfOrders(),
      timeout: 10_000,
      runs: 40,
      imports: true,
    });
    expect({ code, findings }).toEqual({ code: 0, findings: [] });
    expect(functions).toHaveLength(16);
    for (const one of functions) expect(one).toMatchObject({ calls: expect.any(Number), findings: [] });
    for (const one of functions) expect(one.calls - one.failed, one.name).toBeGreaterThan(10);
  });

  it('finds nothing in the sample connector', async () => {
    const { code, text } = await command(connector);
    expect(code).toBe(0);
    expect(text).toContain('settings.persistSettings  persistSettings, 22 calls');
    expect(text).toMatch(/nothing found, 12 of 25 functions called$/);
  });

  it('finds a function that blocks the process for ever, and goes on with the next one', async () => {
    const { code, functions } = await report(ours('held-up'), { timeout: 1000 });
    expect(code).toBe(1);
    expect(functions).toMatchObject([
      { name: 'before', calls: 26, findings: [] },
      { name: 'holdUp', calls: 2, findings: [{ law: 'time', where: 'the answer', options: { data: [{ id: 1001 }] } }] },
      { name: 'later', calls: 26, findings: [{ law: 'contract', found: '1 element for 0 in options.data' }] },
      { name: 'plain', calls: 0, findings: [] },
    ]);
  });

  it('finds one that blocks it after its answer', async () => {
    const { functions } = await report(ours('held-up-later'), { timeout: 1000 });
    expect(functions).toMatchObject([{ findings: [{ law: 'time' }] }, { calls: 26, findings: [] }]);
  });

  it('finds a loop that never ends', async () => {
    const { functions } = await report(faulty('endless-loop'), { timeout: 1000 });
    expect(functions[0].findings).toMatchObject([{ law: 'time', found: expect.stringMatching(/^none: it blocks/) }]);
  });

  it('finds a function that ends the process', async () => {
    const { functions } = await report(faulty('process-exit'));
    expect(functions[0].findings).toMatchObject([
      {
        law: 'strays',
        found: expect.stringMatching(/^the process ended during the call \(exit code 3, by process\.exit\(3\) at /),
      },
    ]);
  });

  it('finds a configuration with both fields', async () => {
    const { code, findings } = await report(faulty('both-fields'));
    expect(code).toBe(1);
    expect(findings).toMatchObject([{ law: 'configuration', found: 'diy and connectors' }]);
  });

  it('prints the findings by function, with the line that repeats each', async () => {
    const { code, text } = await command(faulty('sorted-in-place'), { out: 'a folder', portable: true }).finally(() =>
      rmSync('a folder', { recursive: true, force: true }),
    );
    expect(code).toBe(1);
    expect(text.replaceAll(root, '')).toBe(
      `
test/fixtures/faulty/sorted-in-place.js  1 of 1 functions with 20 runs each, seed 11, without network

newestFirst  preSavePage, 26 calls
  input  The options stay unchanged.
    where     options.data[0].id
    found     1002, was 1001
    expected  as it was; or define.preSavePage(fn, { mutates: true }), where it is meant to change
    options   ${JSON.stringify({ bearerToken: '[redacted]', data: contracts.preSavePage.sample.options.data })}
    saved     a folder/newestFirst-input.json
    replay    integrator-extension invoke ${'test/fixtures/faulty/sorted-in-place.js'} newestFirst --options 'a folder/newestFirst-input.json'

1 finding, 1 of 1 function called`.trim(),
    );
  });

  it('saves options that broke a law as an event that breaks it again', async () => {
    const out = join(scratch, 'again');
    const { functions } = await report(faulty('number-as-message'), { out, runs: 100 });
    const [{ event }] = functions[0].findings;
    expect(readdirSync(out).map((name) => join(out, name))).toEqual([event]);

    const handler = createHandler({ diy: await import(faulty('number-as-message')), contracts: enforce });
    const answer = (handler as (event: unknown, context: Context) => Promise<unknown>)(
      JSON.parse(readFileSync(event, 'utf8')),
      {} as Context,
    );
    await expect(answer).rejects.toContain('response[0].errors[0].message: expected string, received number');
  });

  it('saves events of functions with names of any length and letters', async () => {
    const out = join(scratch, 'named');
    const long = 'tidy'.repeat(100);
    const { functions } = await report(ours('named'), { out });
    const events = functions.map(({ findings: [{ event }] }: { findings: [{ event: string }] }) => event);
    expect(events).toHaveLength(3);
    expect(new Set(events.map((file: string) => JSON.parse(readFileSync(file, 'utf8')).function))).toEqual(
      new Set([long, 'größe', 'grüße']),
    );
  });

  it('prints its report also where it can save no event', async () => {
    const lines: string[] = [];
    const said: string[] = [];
    const io = {
      out: (line: string) => void lines.push(line),
      err: (line: string) => void said.push(line),
      write: () => {},
      json: false,
      colours: false,
      commands,
    };
    const options = { seed: 11, runs: 20, out: '/proc/none', portable: true };
    expect(await run([faulty('sorted-in-place')], options, io)).toBe(1);
    expect(said).toEqual([expect.stringMatching(/^system_error {2}\/proc\/none\/.*: ENOENT/)]);
    expect(lines.join('\n')).toMatch(/1 finding, 1 of 1 function called$/);
  });

  it('warns of changed options, which do no harm on a stack', async () => {
    const { code, text } = await command(faulty('sorted-in-place'));
    expect(code).toBe(0);
    expect(text).toContain('\n  input (warning)  The options stay unchanged.\n');
    expect(text).toMatch(/\n1 warning, 1 of 1 function called$/);
  });

  it('finds functions that remember earlier calls, unless they say so', async () => {
    const { code, functions } = await report(ours('remembering'));
    expect(code).toBe(1);
    expect(functions.map(({ name, findings }: FunctionReport) => [name, ...findings.map(({ law }) => law)])).toEqual([
      ['dropRepeated', 'stateless'],
      ['dropRepeatedOnPurpose'],
      ['stamp'],
      ['draw'],
    ]);
  });

  it('prints the same for the same seed', async () => {
    const first = await report(faulty('missing-errors'), { seed: -5, runs: 100 });
    expect(first).toMatchObject({ seed: -5, code: 1 });
    expect(await report(faulty('missing-errors'), { seed: -5, runs: 100 })).toEqual(first);
  });

  it('prints the seed that it chose', async () => {
    const first = await report(faulty('generator'), { seed: undefined });
    const second = await report(faulty('generator'), { seed: undefined });
    expect(first.seed).toEqual(expect.any(Number));
    expect(second.seed).not.toBe(first.seed);
  });

  it('ends with 1 for a script that declares its functions and exports none, and says how to', async () => {
    const script = join(scratch, 'script.cjs');
    writeFileSync(script, 'function preMap(options) { return options.data; }');
    expect(await refusal(script)).toMatchObject({
      code: 'no_functions',
      exitCode: 1,
      message: expect.stringContaining('it declares preMap: export it, with `export` before the declaration'),
    });
  });

  it('keeps secrets out of its report', async () => {
    const { text } = await report(faulty('password-on-console'));
    expect(text).toContain('options.connection.encrypted.password, encoded: asking the shop');
    expect(text).not.toMatch(/sample-password|canary-/);
    expect(text).not.toContain(Buffer.from('shop:sample-password').toString('base64'));
  });

  it('checks the selected laws only', async () => {
    expect((await report(faulty('sorted-in-place'), { law: 'json,time' })).code).toBe(0);
  });

  it('reports that it called nothing if nothing has a kind', async () => {
    const { code, text } = await command(join(root, 'test/fixtures/modules/grouped.cjs'), { law: 'json' });
    // Nothing was proven.
    expect(code).toBe(1);
    expect(await command(join(root, 'test/fixtures/modules/grouped.cjs'), { law: 'names' })).toMatchObject({ code: 0 });
    expect(text).toContain('hooks.preSavePage  no kind: not called');
    expect(text).toMatch(/nothing called: only functions made with define have a kind$/);
  });
});

describe.concurrent('check takes the kinds of functions without define', { timeout: SPAWNING_MS }, () => {
  /** A folder with a module as the platform's documentation writes them, and its package.json. */
  const project = (name: string, kinds: unknown) => {
    const folder = join(scratch, name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ 'integrator-extension': { kinds } }));
    const module = join(folder, 'functions.cjs');
    const trim = '(options, callback) => callback(null, options.data.map((data) => ({ dta: data })))';
    writeFileSync(module, `exports.trim = ${trim};\nexports.hooks = { save: (o, callback) => callback(null, o) };\n`);
    return module;
  };

  it('from --kind, and checks their contracts', async () => {
    const { code, functions } = await report(project('asked', {}), {
      kind: ['trim=preMap', 'hooks.save=preSavePage'],
    });
    expect(code).toBe(1);
    expect(functions).toMatchObject([
      {
        name: 'trim',
        kind: 'preMap',
        findings: expect.arrayContaining([expect.objectContaining({ law: 'contract' })]),
      },
      { type: 'hook', name: 'save', kind: 'preSavePage', calls: expect.any(Number) },
    ]);
  });

  it('by the name alone, where only one function has it', async () => {
    const { functions } = await report(project('alone', {}), { kind: ['save=preSavePage'] });
    expect(functions).toContainEqual(expect.objectContaining({ type: 'hook', name: 'save', kind: 'preSavePage' }));
  });

  it('from package.json, which may name functions of other modules', async () => {
    const { functions } = await report(project('kept', { trim: 'preMap', elsewhere: 'postMap' }));
    expect(functions[0]).toMatchObject({ name: 'trim', kind: 'preMap' });
    expect(functions[0].calls).toBeGreaterThan(0);
  });

  it.each([
    [
      'a slip in a function',
      { kind: ['trm=preMap'] },
      /functions\.cjs: --kind: found trim, hooks\.save; expected "trm"; did you mean trim\?$/,
    ],
    ['a slip in a kind', { kind: ['trim=preMpa'] }, /^found the kind "preMpa", .*did you mean preMap\?$/],
    ['another form', { kind: ['trim'] }, /^--kind: found "trim", expected NAME=KIND/],
  ])('and refuses %s', async (_, options, message) => {
    expect(await refusal(project('slips', {}), options)).toMatchObject({ message: expect.stringMatching(message) });
  });

  it('and refuses another kind than that of define, and a map that is none', async () => {
    expect(await refusal(orders, { kind: ['prepareOrders=postMap'] })).toMatchObject({
      message: '"prepareOrders": found the kind "postMap", expected "preMap", which it has already',
    });
    expect(await refusal(project('none', { trim: 1 }))).toMatchObject({ code: 'invalid_kind' });
  });
});

describe.concurrent('check of functions as the documentation writes them', { timeout: SPAWNING_MS }, () => {
  const kindsOf = async (typed: string) => {
    const module = await import(`../../documents/fixtures/${typed}.ts`);
    return [...listFunctions(module)].map(
      ({ type, name, kind }) => `${type ? `${toGroup(type)}.` : ''}${name}=${kind}`,
    );
  };

  it.each([
    ['current', 15],
    ['legacy', 19],
  ])('calls all of them, and finds nothing: %s', async (name, count) => {
    const kind = await kindsOf(`${name}-typed`);
    expect(kind).toHaveLength(count);
    const fixture = join(root, 'test/documents/fixtures', `${name}.cjs`);
    const { code, functions } = await report(fixture, { kind, imports: true });
    expect(functions.filter(({ calls }: { calls: number }) => calls === 0)).toEqual([]);
    expect(functions.flatMap(({ findings }: { findings: object[] }) => findings)).toEqual([]);
    expect(code).toBe(0);
  });
});

describe.concurrent('check refuses', { timeout: SPAWNING_MS }, () => {
  const event = (name: string, content: unknown) => {
    const file = join(scratch, name);
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return file;
  };

  it.each<[string, string, () => Options, string, string]>([
    ['a law that there isn’t', orders, () => ({ law: 'jsn' }), 'unknown_law', 'found "jsn"'],
    ['a module that there isn’t', 'no/such.ts', () => ({}), 'no_module', 'no/such.ts: found nothing'],
    ['events that there aren’t', orders, () => ({ events: 'no/such' }), 'invalid_event', 'no/such'],
    [
      'an event that is no JSON',
      orders,
      () => ({ events: event('a.json', '{') }),
      'invalid_event',
      'a.json: expected JSON',
    ],
    [
      'an event without options',
      orders,
      () => ({ events: event('b.json', { function: 'x' }) }),
      'invalid_event',
      'expected an event',
    ],
    [
      'an event of no function of the module',
      orders,
      () => ({ events: event('c.json', { function: 'x', options: {} }) }),
      'invalid_event',
      'expected the function to be one of changeEdition',
    ],
    [
      'an event that its contract refuses',
      orders,
      () => ({ events: event('d.json', { function: 'prepareOrders', options: { bearerToken: 'x', data: {} } }) }),
      'invalid_event',
      'd.json: options.data: expected array, received object',
    ],
  ])('%s', async (_what, module, options, code, message) => {
    expect(await refusal(module, options())).toMatchObject({
      code,
      exitCode: 2,
      message: expect.stringContaining(message),
    });
  });

  it('a module that ends the process while it is loaded', async () => {
    const message = expect.stringContaining(
      'the process ended while it was loaded (exit code 4, by process.exit(4) at ',
    );
    expect(await refusal(ours('ends-at-once'))).toMatchObject({ code: 'module_failed', exitCode: 1, message });
  });
});
