import { describe, expect, it } from 'vitest';
import type { LifeEventReport, LifeReport } from '../../../src/lifecycle/life-report.ts';
import { nameDocuments, replaceIds } from '../../../src/lifecycle/report/document-names.ts';
import { createLifeBaseline, listLifeChanges } from '../../../src/lifecycle/report/life-baseline.ts';
import { createComparison, formatComparison } from '../../../src/simulator/report/comparison.ts';
import { lengthenLife, runSampleLife, spoilLife } from './sample-life.ts';

const sample = await runSampleLife('diy');

const between = (before: LifeReport, after: LifeReport) =>
  listLifeChanges(createLifeBaseline(before), createLifeBaseline(after));

/** The sample with another text in the place of each occurrence of a text. */
const replaced = (from: string | RegExp, to: string): LifeReport =>
  JSON.parse(JSON.stringify(sample).replaceAll(from, to));

/** The sample with one event changed. */
const withEvent = (number: number, change: (event: LifeEventReport) => LifeEventReport): LifeReport => ({
  ...sample,
  events: sample.events.map((event) => (event.number === number ? change(event) : event)),
});

describe('the baseline of a life', () => {
  it.each(['diy', 'connector'] as const)('is the same for each run of the sample %s', async (name) => {
    const [first, second] = [await runSampleLife(name), await runSampleLife(name)];
    expect(between(first, second)).toEqual([]);
  });

  it('survives being saved', () => {
    expect(JSON.parse(JSON.stringify(createLifeBaseline(sample)))).toEqual(createLifeBaseline(sample));
  });

  it('is the same for other made-up ids, wherever they stand', () => {
    const other = replaced(/"([0ac])0{19}/g, '"$1'.padEnd(22, '7'));
    expect(other.events.at(3)?.tree.flows?.[0]?._id).not.toBe(sample.events.at(3)?.tree.flows?.[0]?._id);
    expect(between(sample, other)).toEqual([]);
  });

  it('leaves out durations and times that functions read from the clock', () => {
    const later = withEvent(4, (event) => ({ ...event, from: 1, to: 9000, form: { at: sample.startedAt } }));
    expect(
      between(
        withEvent(4, (event) => ({ ...event, form: { at: Date.parse(sample.startedAt) } })),
        later,
      ),
    ).toEqual([]);
  });

  it('names documents of one name by their order, and keeps the ids of those that the customer had', () => {
    const given = { _id: 'c1', name: 'Mine', by: 'customer' } as const;
    const made = (_id: string) => ({ what: 'made', kind: 'flows', _id, name: 'Orders', by: 'app' }) as const;
    const state = { what: 'made', kind: 'state', _id: 'orders', by: 'app', document: { value: 'f1' } } as const;
    const [event] = sample.events as [LifeEventReport];
    const names = nameDocuments({
      ...sample,
      before: { connections: [given] },
      events: [{ ...event, calls: [], changes: [made('f1'), made('f2'), state] }],
    });
    expect(replaceIds(['f1', { f2: 'c1, f2 and orders' }, 7], names)).toEqual([
      '[flows Orders]',
      { '[flows Orders 2]': 'c1, [flows Orders 2] and orders' },
      7,
    ]);
    expect(names.of(state)).toBe('state orders');
    expect(names.of({ kind: 'connections', _id: 'c1' })).toBe('connections Mine');
    expect(names.of({ kind: 'flows', _id: 'never seen' })).toBe('flows never seen');
    expect(replaceIds('f1', nameDocuments({ ...sample, before: {}, events: [] }))).toBe('f1');
  });
});

describe('the changes of a life', () => {
  it('are named by event, with the path of each value', () => {
    const changes = between(
      sample,
      withEvent(4, (event) => ({ ...event, form: { fieldMap: {} } })),
    );
    expect(changes).toMatchObject([{ of: 'event open settings', path: 'form.fieldMap.currency' }]);
    expect(changes[0]).not.toHaveProperty('after');
  });

  it('tell what a function does to a document in another way', () => {
    const renamed = replaced('"name":"Export orders"', '"name":"Fetch orders"');
    const comparison = createComparison(between(sample, renamed), 'b.json');
    expect([...formatComparison(comparison, 'b.json')].join('\n')).toMatch(
      /event connect {2}changes\["exports Export orders"\]: removed, was/,
    );
  });

  it('include the ending, the message of a failure, events that were not reached, and broken rules', () => {
    const paths = between(sample, spoilLife(sample)).map(({ of, path }) => `${of} ${path}`.trim());
    for (const one of ['life ending', 'life reason', 'life unreached[0]', 'life broken[0]', 'life broken[1]']) {
      expect(paths).toContain(one);
    }
    expect(paths).toContain('event open settings message');
    expect(paths).toContain('event uninstall');
  });

  it('leave the other events as they are if one is added to the script', () => {
    const [first, ...rest] = sample.events as [LifeEventReport, ...LifeEventReport[]];
    const opened = { ...first, number: 2, name: 'open mappings', title: 'open mappings' } as const;
    expect(between(sample, { ...sample, events: [first, opened, ...rest] }).map(({ of }) => of)).toEqual([
      'event open mappings',
    ]);
  });

  it('leave out events that only one of two samples holds', () => {
    const long = lengthenLife(sample, 40);
    const part = { ...long, events: long.events.slice(0, 20), leftOut: { events: 20, broken: 0 } };
    expect(between(long, part)).toEqual([]);
    expect(between(part, long)).toEqual([]);
  });
});
