import { describe, expect, it } from 'vitest';
import { createEvent, writeTest } from '../../../../src/simulator/report/page/event.ts';
import { pack } from '../../../../src/simulator/report/page/packed.ts';
import type { RunReport } from '../../../../src/simulator/report/types.ts';
import { createModules, run } from '../../flows.ts';
import { reportOf } from '../fixture.ts';
import { runSample } from '../sample-flow.ts';

/** The stage of a record's journey, as the page has it. */
function siteOf(report: RunReport, key: string, stage: string) {
  const { journey, stages } = pack(report);
  const found = journey.find((one) => one.key === key);
  if (!found) throw new Error(`There is no record ${key}.`);
  return {
    journey: found,
    at: found.stages.findIndex(({ name }) => name === stage),
    stages: new Map(stages.map((one) => [one.name, one])),
    mayHaveFailed: report.pages.some(({ failed }) => failed),
    flow: report.run.flow,
  };
}

const report = reportOf();
const order = { id: 1000, customer: { name: 'Ada Lovelace', city: 'Zürich' } };
const eventAt = (stage: string, key = '0:0') => createEvent(siteOf(report, key, stage));
const testAt = (stage: string, key = '0:0') => writeTest(siteOf(report, key, stage));

describe('the event of a record at a stage', () => {
  it.each([
    ['preSavePage', 'dropTestOrders', { data: [order], errors: [], retryData: {}, pageIndex: 0 }],
    ['preMap', 'prepareOrders', { data: [order] }],
    ['postMap', 'priceOrders', { preMapData: [{ total: 30 }], postMapData: [{ amount: 30 }] }],
    ['import', 'importOrders', { preMapData: [{ total: 30 }], postMapData: [{ currency: 'EUR' }] }],
    [
      'postSubmit',
      'explainErrors',
      {
        preMapData: [{ total: 30 }],
        postMapData: [{ currency: 'EUR' }],
        responseData: [{ statusCode: 200, id: 'N0' }],
      },
    ],
    [
      'postResponseMap',
      'noteNewIds',
      { postResponseMapData: [{ importedAs: 'N0' }], responseData: [{ statusCode: 200, id: 'N0' }] },
    ],
  ])('has the options of %s for that record alone', (stage, name, options) => {
    expect(eventAt(stage)).toMatchObject({ diy: true, function: name, options });
  });

  it('is there for no stage without a function, and none without an input', () => {
    expect(eventAt('mapping')).toBeUndefined();
    expect(eventAt('export')).toBeUndefined();
    expect(testAt('mapping')).toBeUndefined();
  });

  it('has the type of a call in a grouped module', async () => {
    const { module } = createModules();
    const grouped = module('export const hooks = { f: ({ data }) => data.map((one) => ({ data: one })) };');
    const hooks = { preMap: 'f' };
    const older = await run({ module: grouped, extension: { generation: '1.0' }, import: { hooks } });
    const site = siteOf(older, '0:0', 'preMap');
    expect(createEvent(site)).toEqual({ type: 'hook', function: 'f', diy: true, options: { data: [{ id: 1 }] } });
    expect(writeTest(site)).toContain("await call('hooks.f', {");
  });

  it('belongs to the same child, where a record has several in a step', async () => {
    const shipments = await runSample('shipments');
    const called = { kind: 'import', isScript: false };
    const stages = shipments.stages.map((stage) => (stage.name === 'Print labels' ? { ...stage, called } : stage));
    const site = siteOf({ ...shipments, stages }, '0:0', 'Print labels');
    const second = createEvent({ ...site, at: site.at + 1 });
    expect(second).toMatchObject({
      options: { preMapData: [{ code: 'P2' }], postMapData: [{ parcel: 'P2' }] },
    });
  });
});

describe('the test of a record at a stage', () => {
  it('calls the function with its options, and expects what it answered', () => {
    const text = testAt('preMap');
    expect(text).toContain("import { createHarness } from 'integrator-extension-lambda/testing';");
    expect(text).toContain('await call(\'prepareOrders\', {\n    "data": [');
    expect(text).toMatch(/expect\(response\)\.toEqual\(\[\n {4}\{\n {6}"data": \{\n {8}"id": 1000,/);
    expect(testAt('import')).toMatch(/toEqual\(\[\n {4}\{\n {6}"statusCode": 200,\n {6}"id": "N0"/);
  });

  it('expects a record that preSavePage left out to be left out', () => {
    expect(testAt('preSavePage', '0:16')).toMatch(/toMatchObject\(\{\n {4}"data": \[\]/);
    expect(testAt('preSavePage', '2:0')).toBeUndefined();
  });

  it('expects {} of a hook that ignores a record', async () => {
    const { module } = createModules();
    const f = module('export const it_s = ({ data }) => data.map(() => ({}));');
    const ignoring = await run({ module: f, import: { hooks: { preMap: 'it_s' } } });
    expect(writeTest(siteOf(ignoring, '0:0', 'preMap'))).toMatch(/toEqual\(\[\n {4}\{\}\n {2}\]\)/);
  });

  it('expects the errors of a hook that fails a record, unless it has failed the whole page', async () => {
    const { module } = createModules();
    const f = module(`export const f = ({ data }) => data.map(() => ({ errors: [{ code: 'no', message: 'No.' }] }));
      export const g = () => { throw new Error('No.'); };`);
    const refusing = await run({ module: f, import: { hooks: { preMap: 'f' } } });
    expect(writeTest(siteOf(refusing, '0:0', 'preMap'))).toMatch(
      /toEqual\(\[\n {4}\{\n {6}"errors": \[\n {8}\{\n {10}"code": "no"/,
    );
    const throwing = await run({ module: f, import: { hooks: { preMap: 'g' } } });
    expect(writeTest(siteOf(throwing, '0:0', 'preMap'))).toBeUndefined();
  });

  it('runs the flow for functions of built-in scripts, which the harness cannot call', async () => {
    const regions = await runSample('regions');
    const site = siteOf(regions, '0:0', 'Get tickets: preSavePage');
    expect(createEvent(site)).toMatchObject({ function: 'countTickets', options: { data: [{ no: 1 }] } });
    const text = writeTest(site);
    expect(text).toContain("await loadFlow('flows/regions');");
    expect(text).toMatch(/\/\/ A built-in script runs within its flow only/);
    expect(text).toMatch(/toEqual\(\{\n {4}input: expect\.anything\(\),\n {4}"name": "Get tickets: preSavePage",/);
    expect(writeTest(siteOf(regions, '0:0', 'By weight'))).toMatch(/"branches": \[\n {6}"Archive",\n {6}"Alarm"/);
    expect(writeTest({ ...site, flow: undefined })).toBeUndefined();
    expect(writeTest({ ...site, flow: 'tickets.flow.yaml' })).toContain("loadFlow('tickets.flow.yaml')");
  });

  it('calls a lookup with its record, and expects what it found', async () => {
    const orders = await runSample('orders');
    const lookup = 'Tax rate';
    expect(writeTest(siteOf(orders, '0:0', lookup))).toMatch(
      /call\('findTax', \{\n {4}"data": \[[\s\S]*toMatchObject\(\{\n {4}"data": \[\n {6}\{\n {8}"rate": 21/,
    );
  });

  it('runs the flow for a lookup that failed, that is called several times or that has further stages', async () => {
    const orders = await runSample('orders');
    const lookup = orders.stages.find(({ name }) => name === 'Tax rate') as RunReport['stages'][number];
    const failed = orders.journey.find(({ stages }) =>
      stages.some(({ name, errors }) => name === lookup.name && errors.length > 0),
    );
    expect(writeTest(siteOf(orders, String(failed?.key), lookup.name))).toContain('"unknown_country"');
    const often = orders.stages.map((stage) => (stage === lookup ? { ...stage, calls: 99 } : stage));
    const filtered = [...orders.stages, { ...lookup, name: 'filter', trace: 'outputFilter' }];
    for (const stages of [often, filtered]) {
      expect(writeTest(siteOf({ ...orders, stages }, '0:0', lookup.name))).toContain("loadFlow('flows/orders')");
    }
  });
});
