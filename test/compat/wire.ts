import { isDeepStrictEqual } from 'node:util';
import type { Context } from 'aws-lambda';
import Extension from 'integrator-extension';
import { createHandler } from 'integrator-extension-lambda';
import { type Call, createConfig } from './call.ts';
import { runPristine } from './pristine.ts';

/** Replaces the text of an answer that never came, and can no longer come. */
export const HUNG = '(no answer)';
/** Replaces the text of an answer if the host threw at its caller. */
export const THREW = '(throws)';

/** The answer on the wire, and its observable side effects. */
export interface Observation {
  readonly text: string;
  /** The number of answers after the first. */
  readonly late: number;
  /** Whether the event was unchanged. */
  readonly eventUnchanged: boolean;
}

/** Waits for generated functions: they answer at once, in a microtask or in setImmediate. */
async function waitForAnswers(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
}

const parseEvent = ({ event }: Call): unknown => (event === undefined ? undefined : JSON.parse(event));

type Done = (error?: unknown, response?: unknown) => void;

/** Calls the original as lambda-integrator-extension does. */
export async function callOriginal(call: Call): Promise<Observation> {
  const event = parseEvent(call);
  const answers: string[] = [];
  const done: Done = (error, response) => void answers.push(JSON.stringify(error ?? response) ?? 'null');
  runPristine(() => {
    try {
      const extension = new Extension();
      extension.loadConfiguration(createConfig(call), (error) => {
        if (error) done({ statusCode: 422, errors: [{ message: error.message, code: error.code }] });
        else extension.callFunction(event, call.context, done);
      });
    } catch {
      answers.push(THREW);
    }
  });
  await waitForAnswers();
  return {
    text: answers[0] ?? HUNG,
    late: Math.max(0, answers.length - 1),
    eventUnchanged: isDeepStrictEqual(event, parseEvent(call)),
  };
}

/** Calls our Lambda handler. */
export async function callOurs(call: Call): Promise<Observation> {
  const event = parseEvent(call);
  let late = 0;
  let text = HUNG;
  const count = ({ message }: { message: string }) => {
    if (message.startsWith('late ')) late += 1;
  };
  const logger = { debug: count, info: count, warn: count, error: count };
  const config = createConfig(call);
  const handler = createHandler((isValidConfig(call) ? { ...(config as object), logger } : config) as never);
  handler(event, { clientContext: call.context } as Context).then(
    (response) => {
      text = JSON.stringify(response);
    },
    (thrown) => {
      text = typeof thrown === 'string' ? thrown : THREW;
    },
  );
  await waitForAnswers();
  return { text, late, eventUnchanged: isDeepStrictEqual(event, parseEvent(call)) };
}

const isValidConfig = ({ configured }: Call) => typeof configured === 'string';
