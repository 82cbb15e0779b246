import { describe, expect, it } from 'vitest';
import { installBatch } from '../../../src/simulator/scripts/in-context/install-batch.ts';
import type { Realm } from '../../../src/simulator/scripts/in-context/realm.ts';

describe('a batch of calls', () => {
  it('goes on after the call that was interrupted', () => {
    const lines: string[] = [];
    const callOne = (_: string, n: unknown) => {
      if (n === 300) lines.push('log: one', 'log: two');
      return { response: `${n}` };
    };
    const realm = { lines, relied: new Set(), listLostWrites: () => [], callOne } as Partial<Realm> as Realm;
    installBatch(realm);
    realm.start('f', '[1,20,300]', 1000);
    realm.interrupt('function_timeout', 'too long');
    expect(realm.isDone()).toBe(false);
    realm.next();
    expect(realm.isDone()).toBe(true);
    expect(JSON.parse(realm.takeOutcomes())).toEqual([
      { length: 0, errors: [{ code: 'function_timeout', message: 'too long' }] },
      { length: 2 },
      { length: 3, lines: 2 },
    ]);
    expect(realm.takeResponses()).toBe('20300');
    expect(realm.takeOutcomes()).toBe('[]');
  });
});
