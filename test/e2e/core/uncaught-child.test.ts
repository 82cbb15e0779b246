import { type ExecFileOptions, execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const child = fileURLToPath(new URL('./uncaught-child.ts', import.meta.url));

/** Runs a story in a process of its own. Rejects if that process fails. */
async function runStory(story: string, options: ExecFileOptions = {}) {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [child, story], options);
  expect(stderr).toBe('');
  return JSON.parse(String(stdout)) as { answers: unknown; lines: Record<string, unknown>[] };
}

const failed = (message: string, code: string) => ({ statusCode: 422, errors: [{ message, code }] });
const untouched = { response: 'untouched' };

// Each story starts a process, which takes long on a busy machine.
describe.concurrent('a process with uncaught handlers', { timeout: 60_000 }, () => {
  it('listens from its first call on, once for each kind of uncaught error, for any number of handlers', async () => {
    const answered = { response: 'answered' };
    expect((await runStory('listeners')).answers).toEqual([
      [0, 0],
      [answered, answered],
      [1, 1],
    ]);
  });

  it('ends if its module fails while it is loaded', async ({ expect }) => {
    await expect(runStory('beforeAnyCall')).rejects.toMatchObject({ code: 1, stdout: '' });
  });

  it('ends after a log line if the runtime client itself has failed', async ({ expect }) => {
    // The process's own program stands for the runtime client.
    const inLambda = { env: { ...process.env, AWS_LAMBDA_RUNTIME_API: '127.0.0.1:9001' } };
    await expect(runStory('outside', inLambda)).rejects.toMatchObject({ code: 1 });
  });

  it.for([
    { story: 'lateThrow', what: 'throw', answer: 'before the throw', message: 'thrown too late' },
    { story: 'lateRejection', what: 'rejection', answer: 'before the rejection', message: 'rejected too late' },
  ])('survives a $what after the answer, logs it, and answers the next call', async (row, { expect }) => {
    const { answers, lines } = await runStory(row.story);
    expect(answers).toEqual([{ response: row.answer }, untouched]);
    expect(lines).toContainEqual(
      expect.objectContaining({
        message: 'late error ignored',
        function: row.story === 'lateThrow' ? 'throwsLate' : 'rejectsLate',
        problems: [{ message: row.message, code: 'RangeError' }],
        stack: expect.stringContaining('uncaught.ts'),
      }),
    );
  });

  it.for([
    ['throwElsewhere', failed('thrown and uncaught', 'RangeError')],
    ['rejectionElsewhere', failed('rejected and unhandled', 'RangeError')],
    ['nothingThrownElsewhere', failed('undefined', 'Error')],
  ] as const)('answers the call that an uncaught error belongs to: %s', async ([story, answer], { expect }) => {
    expect((await runStory(story)).answers).toEqual(answer);
  });

  it('answers the one of two calls that threw the error; the other is untouched', async ({ expect }) => {
    const [thrown, rejected] = await Promise.all([runStory('oneOfTwo'), runStory('otherOfTwo')]);
    expect(thrown.answers).toEqual([failed('thrown and uncaught', 'RangeError'), untouched]);
    expect(rejected.answers).toEqual([untouched, failed('rejected and unhandled', 'RangeError')]);
  });

  it('answers the only pending call with an error from outside of calls', async ({ expect }) => {
    expect((await runStory('jobOfOne')).answers).toEqual(failed('thrown in a job', 'RangeError'));
  });

  it('answers no call while two are pending, and logs the error', async ({ expect }) => {
    const { answers, lines } = await runStory('jobOfOneOfTwo');
    expect(answers).toEqual(untouched);
    expect(lines).toContainEqual(
      expect.objectContaining({
        message: 'uncaughtException outside of any call',
        problems: [{ message: 'thrown in a job', code: 'RangeError' }],
      }),
    );
  });

  it.for([
    ['outside', 'uncaughtException', 'thrown by the module itself'],
    ['rejectionOutside', 'unhandledRejection', 'rejected by the module itself'],
  ] as const)('survives and logs an error outside of calls: %s', async ([story, event, message], { expect }) => {
    const { answers, lines } = await runStory(story);
    expect(lines[1]).toMatchObject({
      message: `${event} outside of any call`,
      problems: [{ message, code: 'RangeError' }],
      stack: expect.stringContaining('uncaught-child.ts'),
    });
    expect(answers).toEqual(failed('thrown and uncaught', 'RangeError'));
  });
});
