import fc from 'fast-check';
import { type Context, createHandler } from 'integrator-extension-lambda';
import { expect } from 'vitest';
import { canaries, createCanaryOptions } from '../canaries.ts';
import { callAndCheck } from './answers.ts';
import { guardFile, testLaw } from './law.ts';
import { anything, type Recipe } from './values.ts';

const logger = guardFile();

/** One action of a function, before or after its end. */
const act = fc.oneof(
  fc.record({ does: fc.constant('calls back' as const), error: anything, response: anything }),
  fc.record({ does: fc.constant('logs' as const), error: anything, response: anything }),
  fc.record({ does: fc.constant('reveals' as const), error: anything, response: anything }),
);

const behaviour = fc.record({
  declares: fc.constantFrom(0, 1, 2, 3),
  acts: fc.array(act, { maxLength: 3 }),
  ends: fc.constantFrom('returns', 'throws', 'rejects', 'resolves', 'throws an error', 'is a thenable'),
  value: anything,
  later: fc.array(act, { maxLength: 2 }),
});

type Behaviour = typeof behaviour extends fc.Arbitrary<infer B> ? B : never;
type Act = Behaviour['acts'][number];
type Done = (error?: unknown, response?: unknown) => void;

const make = (recipe: Recipe) => recipe.make([]);

function play(acts: readonly Act[], done: Done, { log }: Context): void {
  for (const { does, error, response } of acts) {
    if (does === 'calls back') done(make(error), make(response));
    else if (does === 'logs') log.warn(make(error) as string, make(response) as Record<string, unknown>);
    else log.error(`refused ${canaries.bearerToken}`, { encrypted_was: [canaries.encrypted, make(response)] });
  }
}

function end({ ends, value }: Behaviour): unknown {
  const made = make(value);
  if (ends === 'throws') throw made;
  if (ends === 'throws an error')
    throw Object.assign(new Error(`no ${canaries.encrypted}`, { cause: made }), { code: made });
  if (ends === 'rejects') return Promise.reject(made);
  if (ends === 'resolves') return Promise.resolve(made);
  return ends === 'is a thenable' ? createThenable(made) : made;
}

function createThenable(made: unknown): object {
  const then = (yes: Done, no: Done) => {
    yes(made);
    no(made);
  };
  return { then };
}

/** Makes a function with given actions and a given number of parameters. */
function createFunction(does: Behaviour): object {
  const fn = (_: unknown, done: Done, context: Context) => {
    play(does.acts, done, context);
    queueMicrotask(() => play(does.later, done, context));
    return end(does);
  };
  return Object.defineProperty(fn, 'length', { value: does.declares });
}

testLaw(
  'a call is answered, whatever its function does, and its secrets are in no line',
  fc.asyncProperty(behaviour, async (does) => {
    const handler = createHandler({ diy: { fn: createFunction(does) }, logger });
    await callAndCheck(handler, createCanaryOptions(), { diy: true, function: 'fn' });
  }),
);

testLaw(
  'two concurrent calls get their own answers, whatever their functions do',
  fc.asyncProperty(behaviour, behaviour, async (one, other) => {
    const echo = async (options: unknown) => options;
    const handler = createHandler({ diy: { one: createFunction(one), other: createFunction(other), echo }, logger });
    const echoed = handler({ marks: 'this call' }, { clientContext: { diy: true, function: 'echo' } } as never);
    await Promise.all(
      ['one', 'other'].map((name) => callAndCheck(handler, createCanaryOptions(), { diy: true, function: name })),
    );
    expect(await echoed).toEqual({ marks: 'this call' });
  }),
);
