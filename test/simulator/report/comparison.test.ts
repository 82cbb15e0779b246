import { describe, expect, it } from 'vitest';
import { createBaseline } from '../../../src/simulator/report/baseline.ts';
import { listChanges } from '../../../src/simulator/report/changes.ts';
import { createComparison, formatComparison } from '../../../src/simulator/report/comparison.ts';
import type { RunReport } from '../../../src/simulator/report/types.ts';
import { reportOf } from './fixture.ts';

const compare = (before: RunReport, after: RunReport) =>
  createComparison(listChanges(createBaseline(before), createBaseline(after)), 'saved.json');

/** A report whose stages are called as in a folder of documents. */
function withLongNames(report: RunReport): RunReport {
  const rename = (name: string) => `Put "all": ${name}`;
  return {
    ...report,
    stages: report.stages.map((stage) => ({ ...stage, name: rename(stage.name) })),
    journey: report.journey.map(({ stages, ...journey }) => ({
      ...journey,
      stages: stages.map((stage) => ({ ...stage, name: rename(stage.name) })),
    })),
  };
}

const before = reportOf({ records: 3 });
const after = reportOf({ records: 3, change: (order, index) => (index === 1 ? { ...order, id: 7 } : order) });

describe('a comparison', () => {
  it('lists an edit of a record once, where it is first seen, and names the later stages', () => {
    expect(compare(before, after)).toEqual({
      since: 'saved.json',
      edits: [
        {
          of: 'record 0:1',
          stage: 'export',
          path: 'output.id',
          before: 1001,
          after: 7,
          later: ['preSavePage', 'preMap', 'responseMapping', 'postResponseMap'],
        },
      ],
      leftOut: 0,
    });
  });

  it('finds the stages of steps whatever they are called', () => {
    const { edits } = compare(withLongNames(before), withLongNames(after));
    expect(edits).toMatchObject([{ stage: 'Put "all": export', later: expect.arrayContaining(['Put "all": preMap']) }]);
  });

  describe('of a record whose fields are renamed', () => {
    /** Compares two runs of one record with these outputs of its stages. */
    const editsOf = (...pairs: readonly (readonly [stage: string, before: object, after: object])[]) => {
      const [old, present] = [1, 2].map((at) => {
        const [journey] = before.journey as [RunReport['journey'][number]];
        const stages = pairs.map((pair) => ({ name: pair[0], input: {}, output: pair[at], errors: [] }));
        return { ...before, journey: [{ ...journey, stages }] } as RunReport;
      });
      return compare(old as RunReport, present as RunReport);
    };

    it('names the later path beside the edit, also where a mapping makes a text of a number', () => {
      const comparison = editsOf(
        ['hook', { total: 1, id: 5 }, { total: 2, id: 5 }],
        ['mapping', { sum: '1' }, { sum: '2' }],
        ['import', { sum: '1' }, { sum: '2' }],
      );
      expect(comparison.edits).toMatchObject([
        { stage: 'hook', path: 'output.total', before: 1, after: 2, later: ['mapping', 'import'], as: ['output.sum'] },
      ]);
      expect([...formatComparison(comparison, 'saved.json')]).toEqual([
        '1 change since saved.json:',
        '  record 0:0  hook: total: 2, was 1, and in 2 later stages, there as sum',
      ]);
    });

    it('keeps two edits with the same values apart', () => {
      const { edits } = editsOf(
        ['hook', { net: 1, gross: 1 }, { net: 2, gross: 2 }],
        ['mapping', { a: 1, b: 1, gross: 1 }, { a: 2, b: 2, gross: 2 }],
      );
      expect(edits.map(({ path, later, as }) => [path, later, as])).toEqual([
        ['output.net', ['mapping'], ['output.a', 'output.b']],
        ['output.gross', ['mapping'], undefined],
      ]);
    });

    it('lists what has other values, or arises at the same stage, by itself', () => {
      const { edits } = editsOf(['hook', { a: 1, b: 1 }, { a: 2, b: 2 }], ['mapping', { c: 1 }, { c: 3 }]);
      expect(edits.map(({ stage, path }) => [stage, path])).toEqual([
        ['hook', 'output.a'],
        ['hook', 'output.b'],
        ['mapping', 'output.c'],
      ]);
    });
  });

  it('keeps the same edit of another record, and what is no edit of a value', () => {
    const both = reportOf({ records: 3, change: (order, index) => (index > 0 ? { ...order, id: 7 } : order) });
    expect(compare(before, { ...both, ending: 'aborted' }).edits).toMatchObject([
      { of: 'run', path: 'ending', before: 'done', after: 'aborted', later: [] },
      { of: 'record 0:1', path: 'output.id' },
      { of: 'record 0:2', path: 'output.id' },
    ]);
    const fewer = { ...before, journey: before.journey.slice(1) };
    expect(compare(before, fewer).edits).toMatchObject([{ of: 'record 0:0', path: '', later: [] }]);
  });

  it('is bounded', () => {
    const [many, others] = [1, 2].map((id) => reportOf({ records: 2500, change: (order) => ({ ...order, id }) }));
    const { edits, leftOut } = compare(many as RunReport, others as RunReport);
    expect([edits.length, leftOut]).toEqual([2000, 500]);
  });
});

describe('a baseline', () => {
  it('keeps each pass of a retried record through a stage whose name has spaces', () => {
    const long = withLongNames(before);
    const twice = long.journey.map((journey) => ({ ...journey, stages: [...journey.stages, ...journey.stages] }));
    const { stages } = createBaseline({ ...long, journey: twice }).records['0:0'] ?? {};
    expect(Object.keys(stages ?? {})).toContain('Put "all": preMap 2');
  });
});
