import { describe, expect, it } from 'vitest';
import { simulate } from '../../src/simulator/index.ts';
import { createFolder } from '../cli/command-line.ts';
import { createModules, type Given, run } from './flows.ts';

const { path } = createFolder({
  'hooks.mjs': `
    export const drop = ({ data, errors }) => ({ data: data.filter(({ id }) => id !== 2), errors });
    export const keep = ({ data }) => data.map((one) => ({ data: one }));
    export const dates = ({ data }) => data.map((one) => ({ data: { ...one, when: one.id === 3 ? new Date(0) : 1 } }));
  `,
});
const records = [1, 2, 3, 4, 5].map((id) => ({ id }));

describe('a simulation', () => {
  it('takes every page through the stages of its flow', async () => {
    const report = await simulate({
      name: 'numbers',
      extension: { module: path('hooks.mjs') },
      export: { records, pageSize: 2, hooks: { preSavePage: 'drop' } },
      import: { echo: true, hooks: { preMap: 'keep' } },
    });
    expect(report).toMatchObject({
      ending: 'done',
      breaches: [],
      totals: { pages: 3, exported: 5, imported: 4, ignored: 1, errors: 0 },
    });
  });

  it('names the record and the path of a value that is not JSON data', async () => {
    const { breaches } = await simulate({
      name: 'dates',
      extension: { module: path('hooks.mjs') },
      export: { records, pageSize: 2 },
      import: { echo: true, hooks: { preMap: 'dates' } },
    });
    expect(breaches).toMatchObject([
      { rule: 'plain-data', stage: 'preMap', function: 'dates', page: 1, record: '1:0', path: 'response[0].data.when' },
    ]);
  });
});

describe('a part of a flow that cannot be opened is named:', () => {
  it.each<[string, Omit<Given, 'module'>]>([
    ['import.file', { import: { file: '/dev/null/out.json' } }],
    ['import.mapping.function', { import: { mapping: { function: '/none.mjs' } } }],
    ['export.records[1]', { export: { records: [{}, { id: 1n }] } }],
  ])('%s', async (path, given) => {
    const running = run({ module: createModules().module('export const f = 1;'), ...given });
    await expect(running).rejects.toMatchObject({ name: 'FlowError', problems: [{ path }] });
  });
});
