import { isDeepStrictEqual } from 'node:util';
import type { Context } from 'aws-lambda';
import Extension from 'integrator-extension';
import { createHandler } from 'integrator-extension-lambda';
import { type Call, configOf } from './call.ts';
import { pristinely } from './pristine.ts';

/** Instead of a text: nothing was answered, and nothing is left that could still answer. */
export const HUNG = '(no answer)';
/** Instead of a text: something was thrown at whoever called. */
export const THREW = '(throws)';

/** What went on the wire, and what else could be seen. */
export interface Sight {
  readonly text: string;
  /** How many answers came after the first. */
  readonly late: number;
  /** Whether the event was still as it had arrived. */
  readonly kept: boolean;
}

/** Generated functions answer at once, in a microtask or in setImmediate: by then everything has happened. */
async function allHasHappened(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
}

const parsed = ({ event }: Call): unknown => (event === undefined ? undefined : JSON.parse(event));

type Done = (error?: unknown, response?: unknown) => void;

/** The original, driven as lambda-integrator-extension drives it. */
export async function original(call: Call): Promise<Sight> {
  const event = parsed(call);
  const answers: string[] = [];
  const done: Done = (error, response) => void answers.push(JSON.stringify(error ?? response) ?? 'null');
  pristinely(() => {
    try {
      const extension = new Extension();
      extension.loadConfiguration(configOf(call), (error) => {
        if (error) done({ statusCode: 422, errors: [{ message: error.message, code: error.code }] });
        else extension.callFunction(event, call.context, done);
      });
    } catch {
      answers.push(THREW);
    }
  });
  await allHasHappened();
  return {
    text: answers[0] ?? HUNG,
    late: Math.max(0, answers.length - 1),
    kept: isDeepStrictEqual(event, parsed(call)),
  };
}

/** Ours: the Lambda handler. */
export async function ours(call: Call): Promise<Sight> {
  const event = parsed(call);
  let late = 0;
  let text = HUNG;
  const count = ({ message }: { message: string }) => {
    if (message.startsWith('late ')) late += 1;
  };
  const logger = { debug: count, info: count, warn: count, error: count };
  const config = configOf(call);
  const handler = createHandler((isSound(call) ? { ...(config as object), logger } : config) as never);
  handler(event, { clientContext: call.context } as Context).then(
    (response) => {
      text = JSON.stringify(response);
    },
    (thrown) => {
      text = typeof thrown === 'string' ? thrown : THREW;
    },
  );
  await allHasHappened();
  return { text, late, kept: isDeepStrictEqual(event, parsed(call)) };
}

const isSound = ({ configured }: Call) => typeof configured === 'string';
