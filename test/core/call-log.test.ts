import { describe, expect, it, vi } from 'vitest';
import { findSecrets } from '../../src/core/redact.ts';
import { ExtensionError } from '../../src/shared/errors.ts';
import type { Invocation } from '../../src/shared/invocation.ts';
import { address, begin, options, TOKEN, WHO } from './call-log-call.ts';

describe('the line of a call that was answered', () => {
  it('has names, ids, time and size', () => {
    const { callLog, lines } = begin({ ids: { awsRequestId: 'a1' } }, true);
    callLog.kind = 'preMap';
    callLog.logAnswer({ bytes: 120 });
    expect(lines).toEqual([
      {
        level: 'info',
        message: 'call answered',
        ...WHO,
        kind: 'preMap',
        awsRequestId: 'a1',
        ms: expect.any(Number),
        coldStart: true,
        bytes: 120,
      },
    ]);
  });

  it('has only names and ids: texts under exact names', () => {
    const others = { subtype: 'x', functions: 'x', _reqIds: 'x', _jobId: 17, _childId: '', _otherId: {} };
    const fields = { x_flowId: 'x', _flowIds: 'x', flowId: 'x', _jobId: 17, _childId: '' };
    const { callLog, lines } = begin({ address: { ...address, ...others }, options: { ...options, ...fields } });
    callLog.logAnswer({ bytes: 1 });
    expect(lines).toEqual([
      { level: 'info', message: 'call answered', ...WHO, ms: expect.any(Number), coldStart: false, bytes: 1 },
    ]);
  });

  it('has the milliseconds since the call began, with two decimals', () => {
    vi.useFakeTimers();
    vi.advanceTimersByTime(5000);
    const { callLog, lines } = begin();
    vi.advanceTimersByTime(12);
    callLog.logAnswer({ bytes: 1 });
    vi.useRealTimers();
    expect(lines[0]?.ms).toBe(12);
    const real = begin();
    real.callLog.logAnswer({ bytes: 1 });
    expect(String(real.lines[0]?.ms)).toMatch(/^\d+(\.\d{1,2})?$/);
  });

  it('has the place at which JSON turns a number into null', () => {
    const { callLog, lines } = begin();
    callLog.logAnswer({ bytes: 1, becomesNull: 'response.rate' });
    expect(lines[0]).toMatchObject({ becomesNull: 'response.rate', coldStart: false });
  });

  it('holds neither records nor settings, licenses or secrets', () => {
    const { callLog, lines } = begin();
    callLog.logAnswer({ bytes: 1 });
    for (const text of ['a record', 'a setting', 'a license', TOKEN, 'hunter2']) {
      expect(JSON.stringify(lines)).not.toContain(text);
    }
  });
});

describe('a line holds what it can read of an odd address and odd options:', () => {
  const readLine = (invocation: Partial<Invocation>) => {
    const { callLog, lines } = begin(invocation);
    callLog.logAnswer({ bytes: 1 });
    const { level, message, ms, coldStart, bytes, ...who } = lines[0] ?? { level: 'info' };
    return who;
  };

  it.each<[string, Partial<Invocation>, object]>([
    [
      'a connector',
      { address: { _connectorId: 'x', function: 'ping' }, options: {} },
      { _connectorId: 'x', function: 'ping' },
    ],
    ['nothing', { address: undefined, options: undefined }, {}],
    ['a text as options', { address: { diy: 1 }, options: '_flowId' }, { diy: true }],
    ['a list as options', { address: null, options: [{ _flowId: 'f' }] }, {}],
    ['a connection without an id', { address: {}, options: { connection: null } }, {}],
    [
      'a connection twice: its own id counts',
      { address: {}, options: { connection: { _id: 'b' }, _connectionId: 'a' } },
      { _connectionId: 'a' },
    ],
    [
      'ids that are not texts',
      { address: { function: ['f'], traceId: 7, _reqId: '' }, options: { _flowId: 1, _importId: null } },
      {},
    ],
    ['fields that are not ids', { address: { other: 'x' }, options: { name: 'n', Id: 'y', settingsId: 'z' } }, {}],
    [
      'options with the same names',
      { address: { traceId: 't' }, options: { type: 'delta', function: 'g', traceId: 'u' } },
      { traceId: 't' },
    ],
  ])('%s', (_, invocation, who) => {
    expect(readLine(invocation)).toEqual(who);
  });

  it('long names are cut at 256 characters', () => {
    const long = 'x'.repeat(300);
    expect(readLine({ address: { function: long, _reqId: long }, options: { _flowId: long } })).toEqual({
      function: 'x'.repeat(256),
      _reqId: 'x'.repeat(256),
      _flowId: 'x'.repeat(256),
    });
  });
});

describe('the line of a call that failed', () => {
  it('has every problem, the place of a refused response, and the stack of the thrown error', () => {
    const { callLog, lines } = begin();
    const problems = [{ message: 'one', code: 'a' }, { message: 'two' }];
    const refused = { path: 'response.a', found: 'a Date' };
    const cause = new TypeError('below');
    callLog.logFailure(new ExtensionError(problems, { cause, refused }));
    expect(lines).toEqual([
      {
        level: 'error',
        message: 'call failed',
        ...WHO,
        problems,
        refused,
        stack: cause.stack,
        ms: expect.any(Number),
        coldStart: false,
      },
    ]);
  });

  it('has no stack without a thrown error', () => {
    const { callLog, lines } = begin();
    callLog.logFailure(new ExtensionError({ message: 'refused', code: 'a' }));
    expect(lines[0]).not.toHaveProperty('stack');
  });

  it('has its secrets redacted, in messages and stacks', () => {
    const { callLog, lines } = begin();
    const cause = new Error(`401 for Bearer ${TOKEN} and {"password":"hunter2"}`);
    callLog.logFailure(new ExtensionError({ message: cause.message, code: TOKEN }, { cause }));
    expect(JSON.stringify(lines)).not.toMatch(/one-time-token|hunter2/);
    expect(lines[0]).toMatchObject({
      problems: [{ message: '401 for Bearer [redacted] and {"password":"[redacted]"}' }],
    });
  });

  it('has secrets redacted that the function took from its options', () => {
    const connection = { encrypted: { password: 'hunter2' } as object | undefined };
    const { callLog, lines } = begin({ options: { connection } });
    callLog.secrets = findSecrets({ connection });
    connection.encrypted = undefined;
    callLog.logFailure(new ExtensionError({ message: 'hunter2 was refused' }));
    expect(lines[0]).toMatchObject({ problems: [{ message: '[redacted] was refused' }] });
  });
});

describe('a late answer or error', () => {
  it('is logged: an answer', () => {
    const { callLog, lines } = begin();
    callLog.ignoreLate('answer');
    expect(lines).toEqual([{ level: 'warn', message: 'late answer ignored', ...WHO }]);
  });

  it.each([
    ['an error', new Error(`late ${TOKEN}`), 'late [redacted]'],
    ['undefined', undefined, 'undefined'],
  ])('is logged: a thrown %s', (_, thrown, message) => {
    const { callLog, lines } = begin();
    callLog.ignoreLate('error', thrown);
    expect(lines[0]).toMatchObject({
      level: 'warn',
      message: 'late error ignored',
      ...WHO,
      problems: [{ message, code: 'Error' }],
    });
  });
});
