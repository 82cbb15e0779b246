import { describe, expect, it } from 'vitest';
import { createBaseline, DURING } from '../../../src/simulator/report/baseline.ts';
import { listChanges } from '../../../src/simulator/report/changes.ts';
import { createComparison, formatComparison } from '../../../src/simulator/report/comparison.ts';
import type { Journey, JourneyStage, RunReport } from '../../../src/simulator/report/types.ts';
import { reportOf } from './fixture.ts';

const report = reportOf({ records: 40 });

const between = (before: RunReport, after: RunReport) => listChanges(createBaseline(before), createBaseline(after));

/** The report, with another journey of its first record. */
function withFirst(change: (stages: readonly JourneyStage[]) => readonly JourneyStage[], from = report): RunReport {
  const [first, ...rest] = from.journey as [Journey, ...Journey[]];
  return { ...from, journey: [{ ...first, stages: change(first.stages) }, ...rest] };
}

/** The report, in which preMap has added a field to the first record. */
const withNote = (note: unknown, from = report) =>
  withFirst(
    (stages) => stages.map((stage) => (stage.name === 'preMap' ? { ...stage, output: { id: 1000, note } } : stage)),
    from,
  );

describe('a baseline', () => {
  it('is the same for a run of another duration', () => {
    const later: RunReport = {
      ...report,
      startedAt: '2027-01-01T00:00:00.000Z',
      ms: 9,
      pages: [],
      stages: report.stages.map((stage) => ({ ...stage, ms: 1, bytes: 2, slowest: { page: 0, ms: 7 } })),
    };
    expect(between(report, later)).toEqual([]);
  });

  it('survives being saved', () => {
    expect(JSON.parse(JSON.stringify(createBaseline(report)))).toEqual(createBaseline(report));
  });

  it.each([
    ['a text', '2026-03-01T08:00:00.020Z'],
    ['a number', Date.parse('2026-03-01T08:00:00.020Z')],
  ])('leaves out times that functions read from the clock, as %s', (_, time) => {
    expect(createBaseline(withNote(time)).records['0:0']?.stages.preMap).toMatchObject({ output: { note: DURING } });
  });

  it.each(['2026-03-01T09:00:00.000Z', '2026-03-01', 1_700_000_000_000, 12])('keeps other times: %s', (time) => {
    expect(createBaseline(withNote(time)).records['0:0']?.stages.preMap).toMatchObject({ output: { note: time } });
  });

  it('separates a stage from the same one in the retry', () => {
    const twice = withFirst((stages) => [...stages, { name: 'import', output: { statusCode: 200 }, errors: [] }]);
    expect(between(report, twice)).toEqual([
      { of: 'record 0:0', path: 'stages["import 2"]', after: { output: { statusCode: 200 }, errors: [] } },
    ]);
  });
});

describe('the changes', () => {
  it('are named by stage, and by record with the path of each value', () => {
    const [first] = report.stages;
    const after = { ...withNote('new'), stages: [{ ...first, calls: 7 }, ...report.stages.slice(1)] } as RunReport;
    expect(between(withNote('old'), after)).toEqual([
      { of: 'stage ping', path: 'calls', before: 1, after: 7 },
      { of: 'record 0:0', path: 'stages.preMap.output.note', before: 'old', after: 'new' },
    ]);
  });

  it("include the run's ending and its broken rules", () => {
    const changes = between(report, { ...report, ending: 'aborted', breaches: report.breaches.slice(0, 1) });
    expect(changes).toMatchObject([
      { of: 'run', path: 'ending', before: 'done', after: 'aborted' },
      { of: 'run', path: 'breaches[1]', before: expect.stringContaining('json, preMap: Found an instance of Date') },
    ]);
  });

  it('include a missing or new record, unless the runs kept only samples', () => {
    const fewer = { ...report, journey: report.journey.slice(1) };
    expect(between(report, fewer)).toMatchObject([{ of: 'record 0:0', path: '', before: { outcome: 'imported' } }]);
    expect(between(fewer, report)).toMatchObject([{ of: 'record 0:0', path: '', after: { outcome: 'imported' } }]);
    const sampled = { ...fewer, leftOut: { ...report.leftOut, journeys: 1 } };
    expect(between(report, sampled)).toEqual([]);
    expect(between(sampled, report)).toEqual([]);
  });

  it('are formatted for a person record by record', () => {
    const lines = (before: RunReport, after: RunReport) => [
      ...formatComparison(createComparison(between(before, after), 'b.json'), 'b.json'),
    ];
    expect(lines(report, report)).toEqual(['nothing has changed since b.json']);
    expect(lines(withNote('old'), withNote(7))).toEqual([
      '1 change since b.json:',
      '  record 0:0  preMap: note: 7, was "old"',
    ]);
    const fewer = { ...report, journey: report.journey.slice(1) };
    expect(lines(report, fewer)[1]).toMatch(/^ {2}record 0:0 {2}is gone, was \{"outcome":"imported"/);
    expect(lines(fewer, report)[1]).toBe('  record 0:0  was not there');
    const edited = reportOf({ records: 40, change: (order, at) => (at === 0 ? { ...order, id: 7 } : order) });
    expect(lines(report, edited)).toEqual([
      '1 change since b.json:',
      '  record 0:0  export: id: 7, was 1000, and in 4 later stages',
    ]);
    const many = lines(
      report,
      reportOf({ records: 40, change: (order) => ({ ...order, id: 1, a: 1, b: 1, c: 1, d: 1, e: 1 }) }),
    );
    expect(many).toHaveLength(1 + 10 * 6 + 1);
    expect(many).toContainEqual(expect.stringMatching(/^ {2}record 0:0 {2}… and 1 more change$/));
    expect(many.at(-1)).toBe('  … and changes of 30 more records');
  });
});
