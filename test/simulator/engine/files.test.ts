import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadFlow } from '../../../src/simulator/flow/load.ts';
import { type Simulation, simulate } from '../../../src/simulator/simulate.ts';
import { folderWith } from '../folder.ts';

const MODULE = 'export const keep = ({ data }) => data.map((one) => ({ data: one }));';

/** Runs a flow whose source and import are files. */
async function run(flow: object, files: Readonly<Record<string, string>>, settings?: Simulation) {
  const written = { name: 'files', extension: { module: 'hooks.mjs' }, ...flow };
  const folder = folderWith({ 'hooks.mjs': MODULE, 'flow.json': JSON.stringify(written), ...files });
  const { flow: loaded } = await loadFlow(join(folder, 'flow.json'));
  const report = await simulate(loaded, settings);
  return { report, folder, textOf: (name: string) => readFileSync(join(folder, name), 'utf8') };
}

describe('a flow between files', () => {
  it('takes each record from one file through its hooks and its mapping into the other', async () => {
    const mapping = {
      fields: [
        { extract: 'id', generate: 'externalId', dataType: 'number' },
        { extract: 'sku', generate: 'sku', default: '-' },
      ],
    };
    const { report, textOf } = await run(
      { export: { file: 'in.csv', pageSize: 2 }, import: { file: 'out.ndjson', mapping, hooks: { preMap: 'keep' } } },
      { 'in.csv': 'id,sku\n1,A\n2,B\n3,\n' },
    );
    expect(report).toMatchObject({ ending: 'done', breaches: [], totals: { pages: 2, exported: 3, imported: 3 } });
    expect(textOf('out.ndjson')).toBe(
      '{"externalId":1,"sku":"A"}\n{"externalId":2,"sku":"B"}\n{"externalId":3,"sku":"-"}\n',
    );
  });

  it('reports a record whose value is not of its field’s type, which breaks no rule', async () => {
    const mapping = { fields: [{ extract: 'id', generate: 'id', dataType: 'number' }] };
    const { report, textOf } = await run(
      { export: { file: 'in.json' }, import: { file: 'out.csv', mapping } },
      { 'in.json': '[{"id":"1"},{"id":"one"}]' },
    );
    expect(report).toMatchObject({
      ending: 'done',
      breaches: [],
      totals: { imported: 1, errors: 1 },
      errors: [{ stage: 'mapping', record: '0:1', message: 'id: expected a number, found "one" at id' }],
    });
    expect(textOf('out.csv')).toBe('id\n1\n');
  });

  it('breaks a rule with a mapping function that answers no record', async () => {
    const { report } = await run(
      { export: { records: [{ id: 1 }] }, import: { echo: true, mapping: { function: 'map.mjs' } } },
      { 'map.mjs': 'export default ({ id }) => id;' },
    );
    expect(report.breaches).toMatchObject([{ rule: 'mapping', page: 0, record: '0:0' }]);
  });

  it('reports the part of its source that has been read, and closes a file that it does not read to its end', async () => {
    const fractions: unknown[] = [];
    const { report, folder } = await run(
      { export: { file: 'in.ndjson', pageSize: 1000 }, import: { echo: true }, faults: { offlineAt: 3 } },
      { 'in.ndjson': '{"text":"a record of some length"}\n'.repeat(50_000) },
      { onProgress: ({ fraction }) => fractions.push(fraction) },
    );
    expect(report).toMatchObject({ ending: 'offline', totals: { pages: 3 } });
    expect(fractions).toEqual(Array(3).fill(expect.any(Number)));
    await expect.poll(() => openFiles().some((file) => file.startsWith(folder))).toBe(false);
  });

  it('cannot report that part for a wrapper', async () => {
    const seen: object[] = [];
    await run(
      { export: { wrapper: 'one' }, import: { echo: true } },
      { 'hooks.mjs': 'export const one = () => ({ data: [{ id: 1 }], lastPage: true });' },
      { onProgress: (progress) => seen.push(progress) },
    );
    expect(seen).toEqual([{ pages: 1, records: 1, imported: 1, errors: 0, ms: expect.any(Number) }]);
  });

  it('ends with the records read so far if the source cannot be read further', async () => {
    const { report, textOf } = await run(
      { export: { file: 'in.ndjson', pageSize: 1 }, import: { file: 'out.ndjson' } },
      { 'in.ndjson': '{"id":1}\n{"id":\n' },
    );
    expect(report).toMatchObject({
      ending: 'stopped',
      reason: expect.stringMatching(/in\.ndjson:2: /),
      totals: { imported: 1 },
    });
    expect(textOf('out.ndjson')).toBe('{"id":1}\n');
  });
});

/** The open files of this process. */
function openFiles(): string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      // The listing opened one of them.
      return [];
    }
  });
}
