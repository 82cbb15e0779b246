import { describe, expect, it } from 'vitest';
import { formatCall } from '../../src/dev/call-line.ts';
import { CallRecorder } from '../../src/dev/call-recorder.ts';
import { CallStore } from '../../src/dev/call-store.ts';
import { toPayload } from '../../src/dev/invoke-answer.ts';
import { createInvokeApi } from '../../src/dev/invoke-api.ts';
import { RecentSecrets } from '../../src/dev/recent-secrets.ts';
import { repeatCall } from '../../src/dev/repeat-call.ts';
import { type SentCall, SentCalls } from '../../src/dev/sent-calls.ts';
import type { Call } from '../../src/transport/transport.ts';
import { recordingOf } from './recordings.ts';

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

describe('a call that cannot be recorded without its secrets', () => {
  it('is kept nowhere, and the reason is told', () => {
    const keys = Array.from({ length: 2100 }, (_, n) => [`key${n}`, `secret-number-${n}`]);
    const options = { connection: { encrypted: Object.fromEntries(keys) } };
    const call = { address: { function: 'f' }, options: JSON.stringify(options), timeout: 1 };
    const store = new CallStore();
    const told: unknown[] = [];
    const tell = (what: unknown) => void told.push(what);
    const recorder = new CallRecorder({ store, onRecording: tell, onFailure: tell });
    const answered = { call, content: { address: call.address, options }, answer: { result: { response: '1' } } };
    expect(recorder.record({ ...answered, when: new Date() })).toBeUndefined();
    expect(store.list()).toEqual([]);
    expect(told).toEqual([expect.stringMatching(/nothing was recorded$/)]);
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

describe('a call that is made again with edited options', () => {
  const repeat = async (options: unknown) => {
    const call = { address: { function: 'f' }, options: '1', timeout: 1 };
    const made: unknown[] = [];
    const send = async (again: Call) => {
      made.push(again.address, again.options);
      return recordingOf();
    };
    const secrets = [{ name: 'bearerToken', value: 'the-token-itself' }];
    await repeatCall(
      { call, content: { address: { function: 'g' }, options: 1 }, secrets, module: 'm', send },
      { options },
    );
    return made;
  };

  it('has its secrets in the place of their placeholders, and the address of the function', async () => {
    const edited = { bearerToken: '«secret:bearerToken»', a: 2 };
    expect(await repeat(edited)).toEqual([{ function: 'g' }, '{"bearerToken":"the-token-itself","a":2}']);
  });

  it('has null where nothing is left of them', async () => {
    expect(await repeat(undefined)).toEqual([{ function: 'g' }, 'null']);
  });
});

describe('the Invoke API', () => {
  it('has a fault of its own answered as one of the service, without secrets', async () => {
    const findModule = () => {
      throw new Error('lost the-token');
    };
    const api = createInvokeApi({ findModule, timeout: 1, clean: (text) => text.replace('the-token', '«secret»') });
    const response = await api.request('/2015-03-31/functions/orders/invocations', { method: 'POST', body: '{}' });
    expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([500, 'ServiceException']);
    expect(await response.json()).toEqual({ Type: 'Service', message: 'The call could not be made: lost «secret»' });
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
