import { expect, it } from 'vitest';
import { renderTable } from '../../../src/cli/commands/simulate/table.ts';
import { isGood } from '../../../src/simulator/report/words.ts';
import { createModules, run } from '../flows.ts';

const { module, write } = createModules();

it('what the platform takes beside its documentation is a note, once for each kind of it', async () => {
  const wrapper = module(`export const insert = ({ postMapData }) => postMapData.map(({ id }) =>
    id > 1 ? { statusCode: 200, id, row: id } : { statusCode: 422, errors: [{ code: 1062, message: 'duplicate' }] });`);
  const report = await run({ module: wrapper, import: { wrapper: 'insert' } });
  expect(isGood(report)).toBe(true);
  expect(report.totals).toMatchObject({ imported: 4, errors: 1 });
  expect(report.errors).toMatchObject([{ code: '1062', message: 'duplicate' }]);
  const about = { stage: 'import', function: 'insert' };
  expect(report.notes).toEqual([
    {
      ...about,
      message:
        'import (insert), page 0, record 0:0, response[0].errors[0].code: expected string, received number. The platform takes it.',
      count: 5,
    },
    {
      ...about,
      message: 'import (insert), page 0, record 0:1, response[1]: Unrecognized key: "row". The platform takes it.',
      count: 4,
    },
  ]);
  const lines = [...renderTable(report, { colours: false })].join('\n');
  expect(lines).toMatch(/^2 notes:\n {2}import \(insert\), page 0, .*takes it\. \(and 4 times more\)\n/m);
});

it('a report has at most 100 notes', async () => {
  const many = module('export const f = ({ data }) => data.map((one) => ({ data: one, ["own" + one.id]: 1 }));');
  const records = Array.from({ length: 150 }, (_, id) => ({ id }));
  const { notes } = await run({ module: many, export: { records, pageSize: 10 }, import: { hooks: { preMap: 'f' } } });
  expect(notes).toHaveLength(100);
});

it('a file with lost digits is noted once, with the first place and the number of records', async () => {
  const file = write('ids.ndjson', '{"id":1}\n{"id":9007199254740993}\n{"id":9007199254740995}\n');
  const { notes, totals } = await run({ module: module(''), export: { file } });
  expect(totals.imported).toBe(3);
  expect(notes).toEqual([
    { stage: 'export', message: expect.stringMatching(/ids\.ndjson:2, id: found an integer beyond 2\^53/), count: 2 },
  ]);
});
