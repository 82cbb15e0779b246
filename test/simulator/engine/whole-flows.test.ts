import { cpSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { loadFlow } from '../../../src/simulator/flow/load.ts';
import { type RunReport, simulate } from '../../../src/simulator/index.ts';
import { errorsOf, outcomesOf, rulesOf } from './account.ts';

const FLOWS = fileURLToPath(new URL('../../fixtures/flows/', import.meta.url));

/** Runs a copy of a flow's folder, and reads the files that it wrote. */
async function runCopy(name: string) {
  const parent = mkdtempSync(join(tmpdir(), 'flows-'));
  onTestFinished(() => rmSync(parent, { recursive: true }));
  const folder = join(parent, name);
  cpSync(join(FLOWS, name), folder, { recursive: true });
  rmSync(join(folder, 'out'), { recursive: true, force: true });
  const { flow, base } = await loadFlow(folder);
  const log: string[] = [];
  const report = await simulate(flow, { base, env: {}, onLog: (line) => log.push(line) });
  const files = globSync(join(folder, 'out', '*')).sort();
  const written = files.map((file) => [basename(file, '.ndjson'), readFileSync(file, 'utf8').split('\n')] as const);
  return { report, log, written: Object.fromEntries(written) };
}

/** What each stage got and gave: `Put orders 4>3, 1 error`. */
const countsOf = ({ stages }: RunReport) =>
  stages.map(
    ({ name, calls, input, output, ignored, errors }) => `${name} ${calls}: ${input}>${output} -${ignored} !${errors}`,
  );

const NOTHING_ODD = { ending: 'done', breaches: [], warnings: [] };

it('orders from a shop pass a lookup and two imports', async () => {
  const { report, written } = await runCopy('orders');
  expect(report).toMatchObject({ ...NOTHING_ODD, flow: 'Orders to ERP', notes: [] });
  expect(report.totals).toEqual({
    pages: 2,
    exported: 6,
    // Three by the first import, four by the second.
    imported: 7,
    // A2 by the output filter, A5 by the lookup's input filter, A4 by the import's filter.
    ignored: 3,
    errors: 2,
    retried: 0,
    added: 0,
    replaced: 0,
  });
  expect(written).toEqual({
    warehouse: [
      '{"order":"A1","erpId":"erp-A1","warehouse":"AMS","skus":["BK-1","PN-7"]}',
      '{"order":"A3","erpId":"erp-A3","warehouse":"BER","skus":["BK-2"]}',
      '{"order":"A4","erpId":"none","warehouse":"MAIN","skus":["BK-9"]}',
      '{"order":"A5","erpId":"erp-A5","warehouse":"MAIN","skus":["BK-3"]}',
      '',
    ],
  });
  expect(errorsOf(report)).toEqual([
    'Tax rate 1:0: unknown_country: No rate for FR.',
    'Put orders: postSubmit 1:2: post_submit_hook: ERP: No such item.',
  ]);
  expect(outcomesOf(report)).toEqual([
    '0:0 imported',
    '0:1 ignored',
    '0:2 imported',
    '1:0 imported',
    '1:1 imported',
    '1:2 failed',
  ]);
  expect(report.journey.map(({ traceKey }) => traceKey)).toEqual(['A1', undefined, 'A3', 'A4', 'A5', 'A6']);
  expect(countsOf(report)).toEqual([
    'ping Shop 1: 0>0 -0 !0',
    'Get orders 2: 0>6 -0 !0',
    'Get orders: transform 0: 6>6 -0 !0',
    'Get orders: outputFilter 0: 6>5 -1 !0',
    'Get orders: preSavePage 2: 5>5 -0 !0',
    'Tax rate: inputFilter 0: 5>4 -1 !0',
    'Tax rate 4: 4>3 -0 !1',
    'Tax rate: responseMapping 0: 4>4 -0 !0',
    'Put orders: inputFilter 0: 5>4 -1 !0',
    'Put orders: preMap 2: 4>4 -0 !0',
    'Put orders: mapping 0: 4>4 -0 !0',
    'Put orders 2: 4>3 -0 !1',
    'Put orders: postSubmit 2: 4>3 -0 !1',
    'Put orders: responseMapping 0: 3>3 -0 !0',
    'Notify warehouse: mapping 0: 4>4 -0 !0',
    'Notify warehouse 0: 4>4 -0 !0',
  ]);
  expect(new Set(rulesOf(report))).toEqual(
    new Set([
      'Without default and condition, a missing value gives no field; null and empty text stay as they are.',
      'A record that the filter of an import leaves out skips the step with its hooks, and goes on unchanged.',
      'A lookup that answers with errors and without results fails its record.',
      'The response mapping of a failed record that goes on reads its errors and statusCode.',
      'A lookup of an empty value is a lookup that finds nothing.',
      'A lookup with allowFailures false and a default gives the default where it finds nothing.',
      'delta.lagOffset is taken from the time of the last run, also in delta.lastExecutionTime, and not from startDate.',
    ]),
  );
  const submitted = report.journey.flatMap(({ stages }) => stages.filter(({ name }) => name === 'Put orders'));
  const common = { source: 'shop', note: null };
  expect(submitted.map(({ input }) => input)).toEqual([
    {
      number: 'A1',
      market: 'Benelux',
      ...common,
      amounts: { net: 10, rate: '21' },
      lines: [
        { item: 'BK-1', count: 2 },
        { item: 'PN-7', count: 1 },
      ],
    },
    {
      number: 'A3',
      market: 'Germany',
      ...common,
      amounts: { net: 5.5, rate: '19' },
      lines: [{ item: 'BK-2', count: 3 }],
    },
    // Without a country no tax was looked up: the expression renders nothing.
    { number: 'A5', market: 'Other', ...common, amounts: { net: 3, rate: '' }, lines: [{ item: 'BK-3', count: 4 }] },
    {
      number: 'A6',
      market: 'Benelux',
      ...common,
      amounts: { net: 2, rate: '21' },
      lines: [{ item: 'REFUSED', count: 1 }],
    },
  ]);
});

it('tickets pass routers of filters and of a script, and meet again', async () => {
  const { report, written, log } = await runCopy('regions');
  expect(report).toMatchObject({ ...NOTHING_ODD, flow: 'Tickets by region', errors: [], notes: [] });
  // Ignored: 3 by the output filter, 4 by the branch that discards, and 1 by the preMap of Alarm.
  expect(report.totals).toEqual({
    pages: 2,
    exported: 6,
    imported: 11,
    ignored: 3,
    errors: 0,
    retried: 0,
    added: 0,
    replaced: 0,
  });
  const ticket = (no: number, region: string, priority: string, page: number, number: number, more = {}) =>
    JSON.stringify({ no, region, priority, open: true, spam: false, day: '04/05/2026', page, number, ...more });
  const desk = { deskId: 'desk-7', answered: 200 };
  // A branch is gone through to its end before the next one: 6 is ahead of 5 on the second page.
  const all = [
    ticket(1, 'EU', 'high', 0, 1, desk),
    ticket(2, 'US', 'low', 0, 2),
    ticket(6, 'EU', 'low', 1, 5, desk),
    ticket(5, 'US', 'high', 1, 4),
    '',
  ];
  expect(written).toEqual({
    desk: ['{"subject":1,"page":0}', '{"subject":6,"page":1}', ''],
    archive: all,
    alarm: ['{"alarm":5}', ''],
    report: all,
  });
  expect(outcomesOf(report)).toEqual([
    '0:0 imported',
    '0:1 imported',
    '0:2 ignored',
    '0:3 ignored',
    '1:0 imported',
    '1:1 imported',
  ]);
  expect(countsOf(report)).toEqual([
    'Get tickets 0: 0>6 -0 !0',
    'Get tickets: transform 0: 6>6 -0 !0',
    'Get tickets: outputFilter 0: 6>5 -1 !0',
    'Get tickets: preSavePage 2: 5>5 -0 !0',
    'By region 0: 5>4 -1 !0',
    'Desk: mapping 0: 2>2 -0 !0',
    'Desk 0: 2>2 -0 !0',
    'Desk: responseMapping 0: 2>2 -0 !0',
    'Desk: postResponseMap 2: 2>2 -0 !0',
    'By weight 0: 4>4 -0 !0',
    'Archive 0: 4>4 -0 !0',
    'Alarm: preMap 2: 2>1 -1 !0',
    'Alarm 0: 1>1 -0 !0',
    'Report 0: 4>4 -0 !0',
  ]);
  expect(rulesOf(report)).toEqual([
    'The function of a router answers with the indices of branches; a name of a branch is taken too.',
    'Branches work on copies of a record; where they meet again the copies arrive one by one, and nothing is joined.',
    'The result of an ignored record has ignored: true, statusCode 200 and no errors.',
  ]);
  // The module variable of a script lives as long as the run.
  expect(log).toEqual([expect.stringContaining('tickets so far: 3'), expect.stringContaining('tickets so far: 5')]);
});

it('parcels of a file are sorted, grouped and transformed, and each one has a label of its own', async () => {
  const { report, written } = await runCopy('shipments');
  expect(report).toMatchObject({ ...NOTHING_ODD, flow: 'Shipments to carriers', notes: [] });
  expect(report.totals).toEqual({
    pages: 2,
    exported: 3,
    // Three parcels, and two shipments.
    imported: 5,
    ignored: 0,
    errors: 1,
    retried: 0,
    added: 0,
    replaced: 0,
  });
  expect(written).toEqual({
    labels: [
      '{"parcel":"P1","shipment":"S1","text":"P1 of S1, 1.5 kg"}',
      '{"parcel":"P2","shipment":"S1","text":"P2 of S1, 0.4 kg"}',
      '{"parcel":"P3","shipment":"S2","text":"P3 of S2, 2.3 kg"}',
      '',
    ],
    announced: [
      '{"id":"S1","when":"2026-05-03T22:00:00+00:00","colli":[{"label":"L-P1","of":"S1","kilos":1.5},{"label":"L-P2","of":"S1","kilos":0.4}]}',
      '{"id":"S2","when":"2026-05-04T22:00:00+00:00","colli":[{"label":"L-P3","of":"S2","kilos":2.25}]}',
      '',
    ],
  });
  expect(errorsOf(report)).toEqual([
    'Read parcels: transform 1:0: transformation: parcels[0].kilos: expected a number, found "heavy" at $.weight',
  ]);
  expect(outcomesOf(report)).toEqual(['0:0 imported', '0:1 imported', '1:0 failed']);
  expect(countsOf(report)).toEqual([
    'Read parcels 0: 0>3 -0 !0',
    'Read parcels: transform 0: 3>2 -0 !1',
    'Print labels: mapping 0: 3>3 -0 !0',
    'Print labels 0: 3>3 -0 !0',
    'Print labels: responseMapping 0: 3>3 -0 !0',
    'Announce: mapping 0: 2>2 -0 !0',
    'Announce 0: 2>2 -0 !0',
  ]);
  expect(rulesOf(report)).toEqual([
    'After a one-to-many step each child returns to its place in its parent, without _PARENT.',
    'A page without records does not come to the steps behind its export.',
  ]);
});
