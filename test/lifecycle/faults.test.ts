import { describe, expect, it } from 'vitest';
import { listCalls, listOutcomes, live, liveOlder } from './lives.ts';

type Options = Readonly<Record<string, unknown>>;

const nothing = () => undefined;
const installSteps = [
  { name: 'First', function: 'first' },
  { name: 'Second', function: 'second' },
];
const script = ['install'];

describe('repeatStep', () => {
  it('runs each step twice, with the same options but its token', async () => {
    const seen: Options[] = [];
    const first = (options: Options) => void seen.push(options);
    const app = { installSteps };
    const report = await live({ first, second: nothing }, { app, script, faults: { repeatStep: true } });
    expect(listCalls(report)).toEqual(['first 1', 'first 2 repeated', 'second 1', 'second 2 repeated']);
    const [{ bearerToken: one, ...options } = {}, { bearerToken: other, ...again } = {}] = seen;
    expect(again).toEqual(options);
    expect(other).not.toBe(one);
  });

  it('runs the named steps twice, and no function that is no step', async () => {
    const app = { installSteps, functions: { update: 'first' } };
    const said = { app, script: ['install', 'update to 2.0.0'], faults: { repeatStep: ['first'] } };
    const report = await live({ first: nothing, second: nothing }, said);
    expect(listCalls(report)).toEqual(['first 1', 'first 2 repeated', 'second 1', 'first 1']);
  });
});

describe('loseAnswer', () => {
  it('saves nothing of the lost answer, and asks again', async () => {
    let tries = 0;
    const fill = () => {
      tries += 1;
      const lost = { installerFunction: 'verify', completed: true };
      const stepsToUpdate = [{ installerFunction: 'fill', completed: true }, ...(tries === 1 ? [lost] : [])];
      return { success: true, stepsToUpdate };
    };
    const verify = () => ({ success: true, stepsToUpdate: [{ installerFunction: 'verify', completed: true }] });
    const steps = ['fill', 'verify'].map((name) => ({ name, installerFunction: name }));
    const said = { app: { installSteps: steps }, script, faults: { loseAnswer: ['fill'] } };
    const report = await liveOlder({ installer: { fill, verify } }, said);
    expect(listCalls(report)).toEqual(['fill 1 answer lost', 'fill 2', 'verify 1']);
  });
});

describe('429', () => {
  const ask = async ({ bearerToken }: Options) => {
    const headers = { authorization: `Bearer ${bearerToken}` };
    const { status, headers: answered } = await fetch(`${process.env.INTEGRATOR_IO_API}/v1/flows`, { headers });
    return [status, answered.get('retry-after')];
  };

  it.each([
    [3, '1'],
    [{ every: 3, retryAfter: 7 }, '7'],
  ])('refuses every third request of the whole life: %j', async (limit, after) => {
    const answers: unknown[] = [];
    const twice = async (options: Options) => void answers.push(await ask(options), await ask(options));
    const report = await live(
      { first: twice, second: twice },
      { app: { installSteps }, script, faults: { 429: limit } },
    );
    expect(answers).toEqual([
      [204, null],
      [204, null],
      [429, after],
      [204, null],
    ]);
    // The fourth is the third again.
    expect(report).toMatchObject({ ending: 'done', broken: [] });
  });
});

describe('slow', () => {
  it('delays each call, and counts towards its timeout', async () => {
    const app = { installSteps, timeout: 50 };
    const report = await live({ first: nothing, second: nothing }, { app, script, faults: { slow: 5000 } });
    expect(listOutcomes(report)).toEqual([expect.stringMatching(/^install: failed: first failed: .*50/)]);
  });
});
