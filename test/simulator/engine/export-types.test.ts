import { describe, expect, it } from 'vitest';
import { omissionsOf, refuseAccount, rulesOf, runAccount, step, warningsOf } from './account.ts';

const ids = (...numbers: number[]) => numbers.map((id) => ({ id }));

const WRAPPER = { _connectionId: 'w1', wrapper: { function: 'get' } };

/** Writes the options of the export into its records. */
const TELLING = `export const get = (options) => ({ data: [JSON.parse(JSON.stringify(options))], lastPage: true });`;

describe('a test export', () => {
  it('stops after test.limit records, and after one without a limit', async () => {
    const account = { records: ids(1, 2, 3, 4, 5), exports: { e1: { type: 'test', pageSize: 2, test: { limit: 3 } } } };
    expect((await runAccount(account)).written.d1).toEqual(ids(1, 2, 3));
    const one = await runAccount({ ...account, exports: { e1: { type: 'test' } } });
    expect(one.written.d1).toEqual(ids(1));
    const whole = await runAccount({ ...account, exports: { e1: { type: 'test', pageSize: 2, test: { limit: 2 } } } });
    expect(whole.report.pages.map(({ records }) => records)).toEqual([2]);
  });

  it('counts groups, not rows, for its limit', async () => {
    const { written } = await runAccount({
      records: [
        { no: 1, n: 1 },
        { no: 1, n: 2 },
        { no: 2, n: 3 },
      ],
      exports: { e1: { type: 'test', test: { limit: 1 }, groupByFields: ['no'] } },
    });
    expect(written.d1).toEqual([
      [
        { no: 1, n: 1 },
        { no: 1, n: 2 },
      ],
    ]);
  });

  it('asks its wrapper for the limit, and tells all functions that the run is a test', async () => {
    const { written } = await runAccount({
      exports: { e1: { ...WRAPPER, type: 'test', test: { limit: 1, unknown: null } } },
      code: TELLING,
    });
    expect(written.d1).toMatchObject([{ type: 'test', test: { limit: 1 }, testMode: true }]);
    const none = await runAccount({ exports: { e1: { ...WRAPPER, type: 'test' } }, code: TELLING });
    expect(none.written.d1).toMatchObject([{ type: 'test', test: {} }]);
  });
});

describe('a delta export', () => {
  const LAG =
    'delta.lagOffset is taken from the time of the last run, also in delta.lastExecutionTime, and not from startDate.';
  const FIRST = 'The first run of a delta export has the date of delta.startDate, or none: it exports everything.';

  it('gives its wrapper the date of the last run', async () => {
    const { report, written } = await runAccount({
      exports: { e1: { ...WRAPPER, type: 'delta', delta: { dateField: 'updatedAt,createdAt' } } },
      code: TELLING,
      simulation: {
        exports: {
          e1: { lastExportDateTime: '2026-05-01T00:00:00Z', currentExportDateTime: '2026-05-02T00:00:00+02:00' },
        },
      },
    });
    expect(written.d1).toMatchObject([
      {
        type: 'delta',
        delta: { dateField: 'updatedAt,createdAt', lastExecutionTime: Date.UTC(2026, 4, 1) },
        lastExportDateTime: '2026-05-01T00:00:00.000Z',
        currentExportDateTime: '2026-05-01T22:00:00.000Z',
      },
    ]);
    expect(rulesOf(report)).not.toContain(FIRST);
    expect(rulesOf(report)).not.toContain(LAG);
  });

  it.each([
    [60_000, '2026-04-30T23:59:00.000Z'],
    [-1000, '2026-05-01T00:00:01.000Z'],
  ])('takes lagOffset %i from that date, for its wrapper and its hook', async (lagOffset, expected) => {
    const { report, written } = await runAccount({
      exports: {
        e1: {
          ...WRAPPER,
          type: 'delta',
          delta: { lagOffset, startDate: '2020-01-01T00:00:00Z' },
          hooks: { preSavePage: { _scriptId: 'c1', function: 'note' } },
        },
      },
      code: TELLING,
      scripts: {
        c1: 'function note (o) { return { data: o.data.map((one) => ({ ...one, hook: o.lastExportDateTime })), errors: [] } }',
      },
      simulation: { exports: { e1: { lastExportDateTime: '2026-05-01T00:00:00Z' } } },
    });
    expect(written.d1).toMatchObject([
      { lastExportDateTime: expected, delta: { lastExecutionTime: Date.parse(expected) }, hook: expected },
    ]);
    expect(rulesOf(report)).toContain(LAG);
  });

  it('takes no lagOffset from delta.startDate', async () => {
    const delta = { lagOffset: 60_000, startDate: '2026-01-01T00:00:00Z' };
    const { report, written } = await runAccount({
      exports: { e1: { ...WRAPPER, type: 'delta', delta } },
      code: TELLING,
    });
    expect(written.d1).toMatchObject([{ lastExportDateTime: '2026-01-01T00:00:00.000Z' }]);
    expect(rulesOf(report)).not.toContain(LAG);
  });

  it('has delta.startDate in its first run, else no date, which is a reading', async () => {
    const started = await runAccount({
      exports: { e1: { ...WRAPPER, type: 'delta', delta: { startDate: '2026-01-01T00:00:00Z' } } },
      code: TELLING,
    });
    expect(started.written.d1).toMatchObject([{ delta: { lastExecutionTime: Date.UTC(2026, 0, 1) } }]);
    expect(rulesOf(started.report)).toContain(FIRST);
    const full = await runAccount({ exports: { e1: { ...WRAPPER, type: 'delta' } }, code: TELLING });
    expect(full.written.d1).toMatchObject([{ type: 'delta', delta: {}, currentExportDateTime: full.report.startedAt }]);
    expect(full.written.d1?.[0]).not.toHaveProperty('lastExportDateTime');
    expect(rulesOf(full.report)).toContain(FIRST);
  });

  it('filters no records by their date, as the platform does not', async () => {
    const { written } = await runAccount({
      records: [{ id: 1, updatedAt: '2020-01-01' }],
      exports: { e1: { type: 'delta', delta: { dateField: 'updatedAt', startDate: '2026-01-01T00:00:00Z' } } },
    });
    expect(written.d1).toHaveLength(1);
  });
});

it('a once export tells its wrapper the field that it has to set', async () => {
  const exports = { e1: { ...WRAPPER, type: 'once', once: { booleanField: 'exported' } } };
  const { report, written } = await runAccount({ exports, code: TELLING });
  expect(written.d1).toMatchObject([{ type: 'once', once: { booleanField: 'exported' } }]);
  expect(report.warnings).toEqual([]);
  const none = await runAccount({ exports: { e1: { ...WRAPPER, type: 'once' } }, code: TELLING });
  expect(none.written.d1).toMatchObject([{ type: 'once', once: {} }]);
});

describe('the type of an export', () => {
  it.each([
    ['e1', 'dleta', 'delta'],
    ['e1', 'Once', 'once'],
    ['e2', 'dleta', 'delta'],
  ])('of %s is refused where it is %s', async (id, type, meant) => {
    const e2 = { mockOutput: { page_of_records: [] }, ...(id === 'e2' && { type }) };
    const exports = { e1: id === 'e1' ? { type } : {}, e2 };
    const types = 'all, delta, once, test, webhook, distributed, simple, blob, stream, tranlinedelta';
    expect(await refuseAccount({ records: ids(1), exports, steps: [step('e2'), step('d1')] })).toEqual([
      `exports/${id}.json: type: found ${type}, expected one of ${types}; did you mean ${meant}?`,
    ]);
  });

  it('of a wrapper is one of those that it can be asked for', async () => {
    expect(await refuseAccount({ exports: { e1: { ...WRAPPER, type: 'dleta' } }, code: TELLING })).toEqual([
      'exports/e1.json: type: found dleta, expected all, delta, once or test for a wrapper; did you mean delta?',
    ]);
  });

  it('says where its records come from, if something else sends them', async () => {
    const { report } = await runAccount({ records: ids(1), exports: { e1: { type: 'webhook' } } });
    expect(omissionsOf(report)).toEqual([
      'exports/e1.json: type: found webhook: its records are those of simulation.yaml or of mockOutput, and nothing waits for others',
    ]);
  });

  it.each<[object, string]>([
    [
      { type: 'delta', delta: {} },
      'delta: found none beside the type delta, expected it, such as { "dateField": "updatedAt" }; without a field, { "lagOffset": 60000 }',
    ],
    [
      { type: 'once', once: null },
      'once.booleanField: found none beside the type once, expected the field that marks exported records',
    ],
    [
      { type: 'test' },
      'test.limit: found none beside the type test, expected a number of records from 1 to 100; 1 is taken',
    ],
    [
      { delta: { lagOffset: 5 } },
      'delta: found delta beside the type all, where it has no effect; expected the type delta',
    ],
    [
      { type: 'test', test: { limit: 1 }, once: { booleanField: 'a' } },
      'once: found once beside the type test, where it has no effect; expected the type once',
    ],
  ])('and the part that goes with it: %j is a warning', async (e1, message) => {
    const { report } = await runAccount({ records: ids(1), exports: { e1 } });
    expect(warningsOf(report)).toContain(`exports/e1.json: ${message}`);
  });

  it('test has at most a hundred records; its limit may stay for another type', async () => {
    const { report } = await runAccount({ records: ids(1), exports: { e1: { test: { limit: 5 } } } });
    expect(report.warnings).toEqual([]);
    expect(await refuseAccount({ records: ids(1), exports: { e1: { type: 'test', test: { limit: 101 } } } })).toEqual([
      'exports/e1.json: test.limit: found 101, expected a number from 1 to 100',
    ]);
  });
});
