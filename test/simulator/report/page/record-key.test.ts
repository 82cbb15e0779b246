import { describe, expect, it } from 'vitest';
import { findEnding } from '../../../../src/simulator/report/page/ending.ts';
import { pack } from '../../../../src/simulator/report/page/packed.ts';
import { listRecordKeys } from '../../../../src/simulator/report/page/record-key.ts';
import { describeStage } from '../../../../src/simulator/report/page/stage-title.ts';
import type { RunReport } from '../../../../src/simulator/report/types.ts';
import { createModules, run } from '../../flows.ts';
import { reportOf } from '../fixture.ts';
import { runSample } from '../sample-flow.ts';

const { module } = createModules();
const keysOf = async (records: object[]) => {
  const { journey } = pack(await run({ module: module(''), export: { records: records as { id: number }[] } }));
  const keys = listRecordKeys(journey);
  return { labels: keys.map(({ label }) => label), texts: journey.map((one) => keys[0]?.read(one)) };
};

describe('a record is called by', () => {
  it('its trace key, where there is one', async () => {
    const { journey } = pack(await runSample('orders'));
    const [first] = listRecordKeys(journey);
    expect(first?.label).toBe('trace key');
    expect(journey.map((one) => first?.read(one))).toEqual(['A1', '0:1', 'A3', 'A4', 'A5', 'A6']);
  });

  it('the first field that is text or a number in every record, and differs in each', async () => {
    const given = [
      { kind: 'x', done: true, order: { no: 7 }, sku: 'a' },
      { kind: 'x', done: false, order: { no: 8 }, sku: 'b' },
    ];
    expect(await keysOf(given)).toEqual({ labels: ['sku', 'kind', 'order.no', 'page:place'], texts: ['a', 'b'] });
  });

  it('a field of its first row, where it is a group of rows', async () => {
    const given = [[{ shipment: 'S1' }, { shipment: 'S1' }], [{ shipment: 'S2' }]];
    expect(await keysOf(given)).toEqual({ labels: ['shipment', 'page:place'], texts: ['S1', 'S2'] });
  });

  it('its page and place, where no field tells records apart', async () => {
    expect(await keysOf([{ id: 1 }, { id: 1 }, {}])).toMatchObject({
      labels: ['page:place', 'id'],
      texts: ['0:0', '0:1', '1:0'],
    });
    expect(listRecordKeys([]).map(({ label }) => label)).toEqual(['page:place']);
  });
});

const stepIn =
  ({ stages }: RunReport) =>
  (name: string) =>
    stages.find((stage) => stage.name === name)?.step;

describe('a record that was not imported', () => {
  it('left the flow where a hook ignored it, although later hooks see it', async () => {
    const hooks = module(`export const drop = ({ data }) => data.map(() => ({}));
      export const see = ({ responseData }) => responseData;`);
    const report = await run({ module: hooks, import: { hooks: { preMap: 'drop', postSubmit: 'see' } } });
    const [first] = pack(report).journey;
    expect(first?.stages.at(-1)?.name).toBe('postSubmit');
    expect(first && findEnding(first, stepIn(report))?.stage.name).toBe('preMap');
  });

  it('says at which stage of which step it left the flow', async () => {
    const regions = await runSample('regions');
    const endingOf = (key: string) => {
      const ending = findEnding(pack(regions).journey.find((one) => one.key === key) as never, stepIn(regions));
      const stage = regions.stages.find(({ name }) => name === ending?.stage.name);
      return ending && stage && `${ending.words} ${describeStage(stage)}`;
    };
    expect(endingOf('0:2')).toBe('Left the flow as ignored at outputFilter of Get tickets (export)');
    expect(endingOf('0:3')).toBe('Left the flow as ignored at By region (router)');
    expect(endingOf('0:0')).toBeUndefined();
  });

  it('that preSavePage left out says so, although nothing marks it', async () => {
    const f = module('export const f = ({ data, errors }) => ({ data: data.slice(1), errors });');
    const { journey } = pack(await run({ module: f, export: { hooks: { preSavePage: 'f' } } }));
    const [first] = journey;
    expect(first && findEnding(first, () => 'export')).toMatchObject({
      words: 'Left the flow as ignored at',
      stage: { name: 'preSavePage' },
    });
  });

  it('says where it failed, or how far it came', () => {
    const report = reportOf();
    const { journey } = pack(report);
    const failed = journey.find(({ outcome }) => outcome === 'failed');
    expect(failed && findEnding(failed, stepIn(report))).toMatchObject({
      words: 'Failed at',
      stage: { name: 'import' },
    });
    const [first] = journey;
    expect(
      first && findEnding({ ...first, outcome: 'unfinished', stages: first.stages.slice(0, 2) }, stepIn(report)),
    ).toMatchObject({
      words: 'Came no further than',
      stage: { name: 'preSavePage' },
    });
  });
});
