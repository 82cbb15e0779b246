import { describe, expect, it } from 'vitest';
import { type CallChange, CallStore } from '../../src/dev/call-store.ts';
import { failedRecordingOf, recordingOf } from './recordings.ts';

describe('a store of calls', () => {
  it('lists its calls in the order in which they came, from any of them on', () => {
    const store = new CallStore();
    const added = [recordingOf(), recordingOf(), recordingOf()].map((one) => store.add(one));
    expect(store.list()).toEqual(added);
    expect(added.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(store.list(1).map(({ number }) => number)).toEqual([2, 3]);
  });

  it('returns a call as it was added, and changes to it do not reach the store', () => {
    const store = new CallStore();
    const recording = recordingOf();
    store.add(recording);
    Object.assign(store.demand(recording.id), { options: 'changed' });
    expect(store.demand(recording.id)).toEqual(recording);
    expect(() => store.demand('another')).toThrow('Found no call another. Only the newest calls are kept, now 1.');
  });

  it('keeps as many calls as it may, and says which gave way', () => {
    const store = new CallStore({ calls: 2 });
    expect(store.oldest).toBe(1);
    const changes: CallChange[] = [];
    const end = store.subscribe((change) => void changes.push(change));
    const [first, second, third, last] = [recordingOf(), recordingOf(), recordingOf(), recordingOf()];
    for (const one of [first, second, third]) store.add(one);
    end();
    store.add(last);
    expect(changes.map(({ added, removed }) => [added.id, removed])).toEqual([
      [first.id, []],
      [second.id, []],
      [third.id, [first.id]],
    ]);
    expect(store.list().map(({ id }) => id)).toEqual([third.id, last.id]);
    expect(store.oldest).toBe(3);
  });

  it('keeps no more than its characters, but the newest call in any case', () => {
    const store = new CallStore({ characters: 5000 });
    const large = () => recordingOf({ response: 'x'.repeat(2000) });
    for (let count = 0; count < 5; count += 1) store.add(large());
    expect(store.list()).toHaveLength(2);
    const largest = store.add(recordingOf({ response: 'x'.repeat(10_000) }));
    expect(store.list()).toEqual([largest]);
  });

  it('has a call once when it is added again', () => {
    const store = new CallStore();
    const recording = recordingOf();
    store.add(recording);
    store.add({ ...recording, response: 'newer' });
    expect(store.list().map(({ number }) => number)).toEqual([2]);
    expect(store.demand(recording.id).response).toBe('newer');
  });

  it('finds a text in any part of a call, in capitals or not, and takes no character for a pattern', () => {
    const store = new CallStore();
    const body = '{"customer":"Grace (.*) Hopper"}';
    const found = store.add(
      recordingOf({ http: [{ method: 'GET', url: 'http://x/', requestHeaders: {}, responseBody: body, ms: 1 }] }),
    );
    store.add(recordingOf());
    for (const text of ['grace (.*) HOPPER', '"customer":"grace', '.*)']) expect(store.search(text)).toEqual([found]);
    expect(store.search('[')).toHaveLength(2);
    expect(store.search('^')).toEqual([]);
  });
});

describe('the summary of a call', () => {
  const summarize = (recording = recordingOf()) => new CallStore().add(recording);

  it('has what a list shows', () => {
    const { id, when, ...recording } = recordingOf({ findings: ['response.data has 1 element, expected 2.'] });
    expect(summarize({ id, when, ...recording })).toEqual({
      number: 1,
      id,
      when,
      function: 'tidyOrders',
      type: 'hook',
      kind: 'preSavePage',
      build: 'a1b2c3',
      ms: 12.4,
      bytes: { options: 120, response: 32 },
      outcome: 'answered',
      findings: 1,
    });
  });

  it('of a failed call has its first error, cut to 200 characters', () => {
    expect(summarize(failedRecordingOf())).toMatchObject({
      outcome: 'failed',
      problem: 'no_customer: found no customer',
    });
    expect(summarize(failedRecordingOf({ problems: [{ message: 'y'.repeat(300) }] })).problem).toBe('y'.repeat(200));
    expect(summarize(failedRecordingOf({ problems: [] }))).not.toHaveProperty('problem');
  });

  it('has no kind, type and build where there is none', () => {
    const { kind, build, ...bare } = recordingOf({ address: { function: 'run' } });
    const summary = summarize(bare);
    expect(summary.function).toBe('run');
    expect(Object.keys(summary)).toEqual(['number', 'id', 'when', 'function', 'ms', 'bytes', 'outcome', 'findings']);
  });
});
