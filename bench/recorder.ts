/**
 * Measures what a recorder costs a deployed handler, in one process: a handler that imports none, one whose recorder
 * samples no call, and one that records each call. Discard its stdout: the handlers log there.
 */
import { createHandler } from 'integrator-extension-lambda';
import { recorder } from 'integrator-extension-lambda/recording';
import { type Figures, put, type Run, takeTurns, writePart } from './measure.ts';
import { pages } from './pages.ts';

const MS_PER_CASE = 6_000;
const OPTIONS = { bearerToken: 'a one-time token', _exportId: 'e', _flowId: 'f', _integrationId: 'i' };

const context = {
  clientContext: { diy: true, function: 'answer' },
  getRemainingTimeInMillis: () => 300_000,
  awsRequestId: '8a4b7b2e-9b1e-4a52-8d43-3d2d5c9b4c11',
  functionVersion: '$LATEST',
};

function runsFor(page: unknown): Record<string, Run> {
  // As Lambda does around a call: the options come as JSON, and the response leaves as JSON.
  const event = JSON.stringify({ ...OPTIONS, data: page });
  const diy = { answer: () => page };
  const toRun = (handler: (event: unknown, context: never) => Promise<unknown>) => async () =>
    JSON.stringify(await handler(JSON.parse(event), context as never));
  const bare = toRun(createHandler({ diy }));
  const sampledOut = recorder({ sink: () => {}, sample: 0 });
  const always = recorder({ sink: () => {}, pendingBytes: Number.MAX_SAFE_INTEGER });
  const recorded = toRun(createHandler({ diy, logger: always.logger }).use(always));
  return {
    bare,
    control: bare,
    sampledOut: toRun(createHandler({ diy, logger: sampledOut.logger }).use(sampledOut)),
    recorded: async () => {
      await recorded();
      await always.flush();
    },
  };
}

const figures: Figures = {};
const controls: Figures = {};

const { 'one record': one, '1,000 records': thousand } = pages();
for (const [name, page] of Object.entries({ 'one record': one, '1,000 records': thousand })) {
  const { bare = 0, control = 0, sampledOut = 0, recorded = 0 } = await takeTurns(runsFor(page), MS_PER_CASE);
  put(figures, 'a call with a recorder ÷ without, sampled out', name, sampledOut / bare);
  put(figures, 'a call with a recorder ÷ without, recorded', name, recorded / bare);
  put(controls, 'a call without a recorder, twice', name, control / bare);
}

writePart({ figures, controls });
