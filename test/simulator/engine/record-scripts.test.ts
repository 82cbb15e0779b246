import { describe, expect, it } from 'vitest';
import { SLICE } from '../../../src/simulator/scripts/script-context.ts';
import { type Account, errorsOf, refuseAccount, rulesOf, runAccount, step, warningsOf } from './account.ts';

const records = [{ id: 1 }, { id: 2 }];
const script = (name?: string) => ({ _scriptId: 'c1', ...(name !== undefined && { function: name }) });
const TIDY = 'function tidy (options) { return options.data.map((one) => ({ data: one })) }';

describe('a script that filters', () => {
  const filter = (content: string) =>
    runAccount({
      records,
      exports: { e1: { filter: { type: 'script', script: script('keep') } } },
      scripts: { c1: `function keep (options) { ${content} }` },
    });

  it('takes a record and its page, and answers true or false', async () => {
    const { report, written } = await filter('return options.record.id === 2 && options.pageIndex === 0');
    expect(written.d1).toEqual([{ id: 2 }]);
    expect(report.warnings).toEqual([]);
  });

  it('that answers something else is taken by its truth, which is said', async () => {
    const { report, written } = await filter('return options.record.id === 1 ? "yes" : 0');
    expect(written.d1).toEqual([{ id: 1 }]);
    expect(warningsOf(report)).toEqual([
      'exports/e1.json: filter: the script answered with "yes", expected true or false; its truth in JavaScript counts',
      'exports/e1.json: filter: the script answered with 0, expected true or false; its truth in JavaScript counts',
    ]);
  });

  it('that throws fails that record alone', async () => {
    const { report, written } = await filter('if (options.record.id === 1) throw new TypeError("odd"); return true');
    expect(written.d1).toEqual([{ id: 2 }]);
    expect(report.errors).toMatchObject([
      { record: '0:0', source: 'output_filter', code: 'TypeError', message: 'keep: odd' },
    ]);
  });

  it('that writes into its record loses the write, which is said', async () => {
    const { report } = await filter('options.record.id = 5; return true');
    expect(warningsOf(report)).toEqual([
      'exports/e1.json: filter.script: options.record.id was written, and the write was lost: the platform freezes what a script gets',
    ]);
  });

  it('that answers a Promise fails the record, which is a reading', async () => {
    const { report, written } = await filter('return Promise.resolve(true)');
    expect(written.d1).toEqual([]);
    expect(rulesOf(report)).toContain('A hosted script is synchronous: a Promise as its answer is an error.');
  });
});

describe('what becomes null in the answer of a script breaks a rule, with its record:', () => {
  const breachesOf = (account: Account) =>
    runAccount({ records, ...account }).then(({ report }) =>
      report.breaches.map(({ rule, stage, page, record, path, message }) => [
        rule,
        stage,
        page,
        record,
        path,
        message.includes('found NaN, Infinity, undefined or a function. JSON has no NaN'),
      ]),
    );
  const double = 'function double (options) { return { id: options.record.id * (options.record.id > 1 ? NaN : 2) } }';
  const transform = { type: 'script', script: script('double') };

  it('of a transformation', async () => {
    expect(await breachesOf({ exports: { e1: { transform } }, scripts: { c1: double } })).toEqual([
      ['finite', 'e1: transform', 0, '0:1', 'response.id', true],
    ]);
  });

  it('of the results of a lookup', async () => {
    const e2 = { transform, mockOutput: { page_of_records: [{ record: { id: 5 } }] }, isLookup: true };
    const { report } = await runAccount({ records, exports: { e2 }, steps: [step('e2')], scripts: { c1: double } });
    expect(report.breaches).toMatchObject([
      { rule: 'finite', stage: 'e2: transform', record: '0:0' },
      { rule: 'finite', stage: 'e2: transform', record: '0:1' },
    ]);
  });

  it('of a hook', async () => {
    const c1 =
      'function price (options) { return options.data.map(() => ({ data: { price: 1 / 0, list: [undefined] } })) }';
    const { report } = await runAccount({
      records,
      imports: { d1: { hooks: { preMap: script('price') } } },
      scripts: { c1 },
    });
    expect(report.breaches).toMatchObject([{ rule: 'finite', stage: 'd1: preMap', path: 'response[0].data.price' }]);
    expect(rulesOf(report)).toContain(
      'The answer of a hosted script passes through JSON, as that of a stack does: NaN, Infinity, and undefined in a list become null.',
    );
  });
});

it('the type of a transformation decides which part of it counts', async () => {
  const expression = { version: '1', rules: [[{ extract: 'id', generate: 'no' }]] };
  const scripts = { c1: 'function change (options) { return { changed: options.record.id } }' };
  const run = (type: string) =>
    runAccount({
      records: [{ id: 1 }],
      scripts,
      exports: { e1: { transform: { type, expression, script: script('change') } } },
    });
  expect((await run('script')).written.d1).toEqual([{ changed: 1 }]);
  expect((await run('expression')).written.d1).toEqual([{ no: 1 }]);
});

describe('a script is refused before the run', () => {
  it.each<[string, object, Record<string, string>, string]>([
    ['that is not there', script('tidy'), {}, 'found the script c1, expected scripts/c1.json beside the flow'],
    [
      'without the function',
      script('tydi'),
      { c1: TIDY },
      'found "tydi", expected one of tidy in the script c1; did you mean tidy?',
    ],
    [
      'without any function',
      script(),
      { c1: 'let a = 1' },
      'found "", expected a script with a function in the script c1',
    ],
    [
      'that is named beside a stack',
      { ...script('tidy'), _stackId: 's1' },
      { c1: TIDY },
      'found both _scriptId and _stackId, expected one: which of them runs is not known',
    ],
  ])('%s', async (_, preMap, scripts, message) => {
    expect(await refuseAccount({ records, imports: { d1: { hooks: { preMap } } }, scripts })).toEqual([
      `imports/d1.json: hooks.preMap: ${message}`,
    ]);
  });

  it('that is no JavaScript, with its line', async () => {
    const imports = { d1: { hooks: { preMap: script('tidy') } } };
    const [said] = await refuseAccount({ records, imports, scripts: { c1: 'let a = 1\nfunction (' } });
    expect(said).toMatch(/^scripts\/c1\.json: : line 2: /);
  });

  it('that has no text', async () => {
    const imports = { d1: { hooks: { preMap: script('tidy') } } };
    expect(await refuseAccount({ records, imports, scripts: { c1: {} } })).toHaveLength(1);
  });
});

it('what the platform may not run in a script is a warning', async () => {
  const { report } = await runAccount({
    records,
    imports: { d1: { hooks: { preMap: script('tidy') } } },
    scripts: { c1: `${TIDY}\nasync function later () {}` },
  });
  expect(warningsOf(report)).toEqual([expect.stringMatching(/^scripts\/c1\.json: : line 2: .*async/)]);
  expect(errorsOf(report)).toEqual([]);
});

describe('a run that is interrupted while a script blocks', () => {
  const blocking = `function f (options) {
    const { id } = options.record || options.data[0]
    console.log('reached ' + id)
    const until = Date.now() + ${2 * SLICE}
    while (id === 2 || Date.now() < until) {}
    return true
  }`;

  it.each<[string, object, object]>([
    ['hook', {}, { hooks: { preMap: script('f') } }],
    ['filter', { filter: { type: 'script', script: script('f') } }, {}],
  ])('ends with its report: in a %s', { timeout: 120_000 }, async (_, e1, d1) => {
    const stopping = new AbortController();
    const { report } = await runAccount(
      { records, exports: { e1 }, imports: { d1 }, scripts: { c1: blocking } },
      { signal: stopping.signal, onLog: () => stopping.abort() },
    );
    expect(report).toMatchObject({ ending: 'interrupted', totals: { imported: 0 }, breaches: [] });
  });

  it('ends with its report: in a lookup', { timeout: 120_000 }, async () => {
    const stopping = new AbortController();
    const e2 = {
      mockOutput: { page_of_records: records.map((record) => ({ record })) },
      filter: { type: 'script', script: script('f') },
    };
    const { report } = await runAccount(
      { records, exports: { e2 }, steps: [step('e2'), step('d1')], scripts: { c1: blocking } },
      { signal: stopping.signal, onLog: () => stopping.abort() },
    );
    expect(report).toMatchObject({ ending: 'interrupted', totals: { imported: 0 }, breaches: [] });
  });
});
