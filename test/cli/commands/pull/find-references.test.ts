import { expect, it } from 'vitest';
import { findReferences } from '../../../../src/cli/commands/pull/find-references.ts';

it('finds each document that another names once, at any depth', () => {
  const flow = {
    pageGenerators: [{ _exportId: 'e1' }],
    routers: [
      { script: { _scriptId: 'c1' }, branches: [{ pageProcessors: [{ _importId: 'd1' }, { _exportId: 'e1' }] }] },
    ],
    aliases: [{ alias: 'shop', _connectionId: 'n1' }],
    lookups: [{ _lookupCacheId: 'l1' }],
    hooks: { preMap: { _stackId: 's1', _scriptId: '' }, postMap: { _scriptId: null } },
  };
  expect(
    findReferences(flow)
      .map(({ kind, id }) => `${kind}/${id}`)
      .sort(),
  ).toEqual(['connections/n1', 'exports/e1', 'imports/d1', 'lookupcaches/l1', 'scripts/c1', 'stacks/s1']);
});

it.each(['mockOutput', 'mockResponse', 'sampleData', 'sampleResponseData', 'rawData', '_runNextExportIds'])(
  'does not search %s',
  (key) => {
    expect(findReferences({ [key]: [{ _exportId: 'e1', deeper: { _scriptId: 'c1' } }] })).toEqual([]);
  },
);
