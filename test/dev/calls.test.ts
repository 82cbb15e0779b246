import { describe, expect, it } from 'vitest';
import { formatCall } from '../../src/dev/call-line.ts';
import { toPayload } from '../../src/dev/invoke-answer.ts';
import { RecentSecrets } from '../../src/dev/recent-secrets.ts';
import { repeatCall } from '../../src/dev/repeat-call.ts';
import { type SentCall, SentCalls } from '../../src/dev/sent-calls.ts';

describe('a payload above the limit of Lambda', () => {
  it('is the error of the runtime', () => {
    const { payload, isError } = toPayload({ response: JSON.stringify('x'.repeat(6_291_556)) }, 'id', 1000);
    expect(isError).toBe(true);
    expect(JSON.parse(payload)).toEqual({
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
    });
  });
});

describe('the secrets of the newest calls', () => {
  it('are as many as 300, and the others are forgotten', () => {
    const recent = new RecentSecrets([{ name: 'env.KEY', value: 'always-there' }]);
    for (let n = 0; n < 301; n++) recent.add([{ name: 'bearerToken', value: `token-number-${n}-end` }]);
    expect(recent.clean('always-there token-number-0-end token-number-300-end')).toBe(
      '«secret:env.KEY» token-number-0-end «secret:bearerToken»',
    );
  });
});

describe('calls that may be made again', () => {
  it('give way to newer ones above 64 million characters', () => {
    const sent = new SentCalls();
    const call = { address: { function: 'f' }, options: 'x'.repeat(40_000_000), timeout: 1 };
    const one = { call, content: { address: {}, options: 1 }, secrets: [], module: 'm', send: async () => undefined };
    sent.add('first', one);
    expect(sent.demand('first')).toBe(one);
    sent.add('second', one);
    expect(() => sent.demand('first')).toThrow('no longer in memory');
    expect(sent.demand('second')).toBe(one);
  });
});

describe('a call that is made again', () => {
  it('says that it was made where it could not be recorded', async () => {
    const call = { address: { function: 'f' }, options: '1', timeout: 1 };
    const made: unknown[] = [];
    const send = async (again: unknown) => void made.push(again);
    const sent = { call, content: { address: {}, options: 1 }, secrets: [], module: 'm', send };
    await expect(repeatCall(sent as SentCall)).rejects.toThrow('The call was made, and could not be recorded');
    expect(made).toEqual([{ ...call, ids: {} }]);
  });
});

describe('the line of a call', () => {
  it('says what it was, how long it took, and what became of it', () => {
    const call = {
      version: 1,
      id: 'i',
      when: '2026-11-30T16:05:12.345Z',
      source: 'dev',
      address: { function: 'tidy', type: 'hook' },
      options: {},
      logs: [],
      http: [],
      ms: 12.4,
      bytes: { options: 2, response: 0 },
    } as const;
    expect(formatCall({ ...call, findings: [], problems: [{ message: 'm'.repeat(400) }] })).toBe(
      `16:05:12  hook.tidy  12 ms  2 → 0 bytes  failed  no_code: ${'m'.repeat(300)}…`,
    );
    expect(formatCall({ ...call, address: { function: '' }, kind: 'preMap', findings: ['too few'] })).toBe(
      '16:05:12  (no function) (preMap)  12 ms  2 → 0 bytes  answered  1 broken rule: too few',
    );
    expect(formatCall({ ...call, findings: ['too few', 'too many'] })).toMatch(/answered {2}2 broken rules: too few$/);
  });
});
