import { describe, expect, it } from 'vitest';
import { createBaseline } from '../../../src/simulator/report/baseline.ts';
import { createComparison, listChanges } from '../../../src/simulator/report/changes.ts';
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
