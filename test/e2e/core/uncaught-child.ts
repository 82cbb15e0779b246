import { once } from 'node:events';
import { createHandler } from '../../../src/index.ts';
import { uncaught } from '../../fixtures/modules/uncaught.ts';
import { createContext, invoke } from '../../lambda/context.ts';

/*
 * Runs one story in a process of its own, as the runtime does: `node uncaught-child.ts <story>`. Prints one line of
 * JSON, `{answers, lines}`.
 */

type Line = Record<string, unknown>;

const lines: Line[] = [];
const logged = new EventTarget();
const write = (line: object) => {
  lines.push({ ...line });
  logged.dispatchEvent(new Event('line'));
};
const logger = { debug: write, info: write, warn: write, error: write };

/** Waits until the log has a message. */
async function waitForLine(pattern: RegExp): Promise<string> {
  while (!lines.some(({ message }) => pattern.test(String(message)))) await once(logged, 'line');
  return 'untouched';
}

const diy = {
  ...uncaught,
  answers: () => 'answered',
  outlivesLateError: () => waitForLine(/^late error/),
  outlivesStray: () => waitForLine(/outside of any call/),
  outlivesFailedCall: () => waitForLine(/^call failed/),
};

const [handler, another] = [createHandler({ diy, logger }), createHandler({ diy, logger })];
const call = (name: string, called = handler) =>
  invoke(called, {}, createContext({ clientContext: { diy: true, function: name } }));
const callBoth = () => Promise.all([call('answers'), call('answers', another)]);
const listeners = () => ['uncaughtException', 'unhandledRejection'].map((event) => process.listenerCount(event));

const stories: Record<string, () => Promise<unknown>> = {
  listeners: async () => [listeners(), await callBoth(), listeners()],
  beforeAnyCall: async () => {
    throw new RangeError('thrown while the module is loaded');
  },
  lateThrow: async () => [await call('throwsLate'), await call('outlivesLateError')],
  lateRejection: async () => [await call('rejectsLate'), await call('outlivesLateError')],
  throwElsewhere: () => call('throwsElsewhere'),
  rejectionElsewhere: () => call('rejectsElsewhere'),
  nothingThrownElsewhere: () => call('throwsNothingElsewhere'),
  oneOfTwo: () => Promise.all([call('throwsElsewhere'), call('outlivesFailedCall')]),
  otherOfTwo: () => Promise.all([call('outlivesFailedCall'), call('rejectsElsewhere')]),
  jobOfOne: () => call('throwsInJob'),
  // The error belongs to neither call for sure, so the call that caused it never answers.
  jobOfOneOfTwo: () => Promise.race([call('throwsInJob'), call('outlivesStray')]),
  outside: async () => {
    await call('answers');
    setTimeout(() => {
      throw new RangeError('thrown by the module itself');
    });
    await waitForLine(/outside of any call/);
    return call('throwsElsewhere');
  },
  rejectionOutside: async () => {
    await call('answers');
    void Promise.reject(new RangeError('rejected by the module itself'));
    await waitForLine(/outside of any call/);
    return call('throwsElsewhere');
  },
};

const answers = await stories[process.argv[2] ?? '']?.();
process.stdout.write(JSON.stringify({ answers, lines }), () => process.exit());
