import { describe, expect, test } from 'vitest';
import { ENGINES, formatRefusal } from '../../e2e/runtime/caller.ts';
import { createCanaryOptions } from '../canaries.ts';
import { startSandbox } from './sandbox.ts';

const failed = (message: string, code = 'Error') => formatRefusal(JSON.stringify({ message, code }));
const TIMEOUT = expect.stringContaining('function_timeout');

/** The function's behaviour, its name, its answer, and its log line. */
type Row = readonly [does: string, name: string, answer: unknown, line: Record<string, unknown>];

const answered = { message: 'call answered', level: 'INFO' };
const problem = (message: string, code = 'Error') => ({
  message: 'call failed',
  level: 'ERROR',
  problems: [{ message, code }],
});

const ROWS: readonly Row[] = [
  [
    'calls back twice',
    'callsBackTwice',
    '"the first"',
    { message: 'late error ignored', problems: [{ message: 'the second', code: 'Error' }] },
  ],
  [
    'never calls back',
    'neverCallsBack',
    TIMEOUT,
    { message: 'call failed', problems: [expect.objectContaining({ code: 'function_timeout' })] },
  ],
  [
    'throws after its callback',
    'throwsAfterCallingBack',
    '"called back"',
    { message: 'late error ignored', problems: [expect.objectContaining({ message: 'thrown after the answer' })] },
  ],
  [
    'calls back after its throw',
    'callsBackAfterThrowing',
    failed('thrown before the answer'),
    { message: 'late answer ignored' },
  ],
  ['calls back after the deadline', 'callsBackTooLate', TIMEOUT, { message: 'late answer ignored' }],
  [
    'rejects later',
    'rejectsLater',
    '"before the rejection"',
    { message: 'late error ignored', problems: [expect.objectContaining({ message: 'rejected later' })] },
  ],
  ['throws undefined', 'throwsUndefined', failed('undefined'), problem('undefined')],
  ['throws a text', 'throwsText', failed('out of stock'), problem('out of stock')],
  ['throws a frozen error', 'throwsFrozen', failed('frozen', 'cold'), problem('frozen', 'cold')],
  ['throws an error whose getters throw', 'throwsUnreadable', failed('object'), problem('object')],
  [
    'throws an AggregateError',
    'throwsAggregate',
    failed('both suppliers failed', 'AggregateError'),
    problem('both suppliers failed', 'AggregateError'),
  ],
  [
    'throws an error with a circular cause',
    'throwsCircular',
    failed('a cause that is its own'),
    problem('a cause that is its own'),
  ],
  ['leaves timers and sockets open', 'leavesTimersAndSockets', '"left open"', answered],
  [
    'mutates and deletes its options',
    'mutatesOptions',
    '{"_flowId":"forged","bearerToken":"forged"}',
    { ...answered, _flowId: 'f-1' },
  ],
  [
    'deletes the secrets from its options and fails with them',
    'mutatesDeeply',
    expect.stringContaining('401 for'),
    { message: 'call failed', level: 'ERROR', _flowId: 'f-1' },
  ],
  ['blocks the event loop past its deadline', 'blocksPastDeadline', '"after the deadline, before the end"', answered],
  [
    'answers 200 MB',
    'answers200MB',
    failed('response stream exceeded limit of 5242880 bytes.', 'response_size_exceeded'),
    { message: 'call failed', refused: { path: 'response', found: expect.stringMatching(/^at least \d{7,9} bytes$/) } },
  ],
  ['handles uncaught errors itself', 'listensItself', failed('caught by both'), problem('caught by both')],
];

describe.each(ENGINES)('On Node %i a function that', (node) => {
  test.each(ROWS)('%s is answered, and the next call is right', async (_, name, answer, line) => {
    const lambda = await startSandbox(node, { timeoutSeconds: name === 'answers200MB' ? 30 : 2 });
    await lambda.diy('count');
    const pid = lambda.pid();
    expect(await lambda.diy(name, { _flowId: 'f-1', ...createCanaryOptions() })).toEqual(answer);
    await expect.poll(lambda.lines).toContainEqual(expect.objectContaining({ function: name, ...line }));
    expect(await lambda.diy('count')).toBe('2');
    await lambda.isRight();
    expect(lambda.pid()).toBe(pid);
  });
});
