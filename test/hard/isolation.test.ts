import type { Context as LambdaContext } from 'aws-lambda';
import fc from 'fast-check';
import { type Context, createHandler } from 'integrator-extension-lambda';
import { expect, onTestFinished, test } from 'vitest';
import { createContext } from '../lambda/context.ts';
import { keepLines } from '../lines.ts';

const CALLS = 5_000;
const CONNECTORS = 50;
const MARGIN = 500;

const ENDS = ['answers', 'throws', 'calls back', 'hangs', 'throws elsewhere', 'answers twice'] as const;

interface Options {
  readonly _flowId: string;
  readonly bearerToken: string;
  readonly connection: { readonly encrypted: { readonly password: string } };
  readonly ends: (typeof ENDS)[number];
}

type Done = (error: unknown, response?: unknown) => void;

const gates = new Map<string, PromiseWithResolvers<void>>();

/** Holds each call until its release, and then ends it in its own form. */
class Connector {
  readonly #id: string;

  constructor(id: string) {
    this.#id = id;
  }

  async trace(options: Options, done: Done, { log, signal }: Context) {
    const { _flowId, bearerToken, ends } = options;
    log.info(`began with ${bearerToken}`, { connector: this.#id, flow: _flowId });
    await (ends === 'hangs' ? new Promise(() => {}) : gates.get(_flowId)?.promise);
    expect(signal.aborted).toBe(false);
    const answer = { _flowId, connector: this.#id, bearerToken };
    if (ends === 'answers') return answer;
    if (ends === 'throws') throw Object.assign(new Error(`401 for ${bearerToken}`), { code: _flowId });
    if (ends === 'throws elsewhere') return throwElsewhere(options);
    done(null, answer);
    if (ends === 'answers twice') done(null, { ...answer, _flowId: 'the second' });
    return undefined;
  }
}

/** Throws an uncaught error, and never answers. */
function throwElsewhere({ _flowId, connection }: Options): Promise<never> {
  setTimeout(() => {
    throw Object.assign(new Error(`401 for ${connection.encrypted.password}`), { code: _flowId });
  });
  return new Promise(() => {});
}

/** Makes call number `i`, with its expected answer and line. */
function createCall(i: number) {
  const ends = ENDS[i % ENDS.length] ?? 'answers';
  const ms = 50 + (i % 977);
  const options: Options = {
    _flowId: `flow-${i}-`,
    bearerToken: `token-${i}-secret`,
    connection: { encrypted: { password: `password-${i}-secret` } },
    ends,
  };
  const clientContext = { _connectorId: `c${i % CONNECTORS}`, function: 'trace', traceId: `trace-${i}-` };
  // Only calls that hang have a deadline to miss.
  const remaining = ends === 'hangs' ? MARGIN + ms : 900_000;
  const context = { ...createContext({ clientContext, remaining }), awsRequestId: `request-${i}-` } as LambdaContext;
  return { i, ends, ms, options, context };
}

type Call = ReturnType<typeof createCall>;

function createExpectation({ i, ends, ms, options: { _flowId, bearerToken } }: Call): unknown {
  const failed = (message: string, code: string) => JSON.stringify({ statusCode: 422, errors: [{ message, code }] });
  if (ends === 'hangs')
    return failed(`The function trace didn't answer within the ${ms} ms it had.`, 'function_timeout');
  if (ends === 'throws') return failed(`401 for ${bearerToken}`, _flowId);
  if (ends === 'throws elsewhere') return failed(`401 for password-${i}-secret`, _flowId);
  return { _flowId, connector: `c${i % CONNECTORS}`, bearerToken };
}

const SAID: Record<string, string> = { answers: 'answered', 'calls back': 'answered', 'answers twice': 'answered' };

function createExpectedLines({ ends }: Call): string[] {
  const late = ends === 'answers twice' ? ['late answer ignored'] : [];
  return ['began with [redacted]', `call ${SAID[ends] ?? 'failed'}`, ...late].sort();
}

/** Vitest ends a run at the first uncaught error: here only the host may handle them. */
function listenAlone(): void {
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    const theirs = process.rawListeners(event) as (() => void)[];
    process.removeAllListeners(event);
    onTestFinished(() => {
      for (const listener of theirs) process.on(event, listener);
    });
  }
}

test(`${CALLS} concurrent calls never see each other: each answer and each line is its own`, async () => {
  listenAlone();
  const { logger, lines } = keepLines();
  const ids = Array.from({ length: CONNECTORS }, (_, i) => `c${i}`);
  const handler = createHandler({ connectors: Object.fromEntries(ids.map((id) => [id, new Connector(id)])), logger });
  const calls = Array.from({ length: CALLS }, (_, i) => createCall(i));
  for (const { options } of calls) gates.set(options._flowId, Promise.withResolvers<void>());

  const answers = calls.map(({ options, context }) => handler(options, context).catch((thrown) => thrown));
  const seed = Math.floor(Math.random() * 2 ** 31);
  console.log(`${CALLS} calls, let go in an order of seed ${seed}`);
  const [order = []] = fc.sample(fc.shuffledSubarray(calls, { minLength: CALLS }), { seed, numRuns: 1 });
  for (const [at, { options }] of order.entries()) {
    gates.get(options._flowId)?.resolve();
    if (at % 7 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await Promise.all(answers)).toEqual(calls.map(createExpectation));

  const byRequest = Map.groupBy(lines, ([, { awsRequestId }]) => awsRequestId);
  expect(byRequest.size).toBe(CALLS);
  for (const call of calls) {
    const own = byRequest.get(call.context.awsRequestId)?.map(([, line]) => line) ?? [];
    expect(own.map(({ message }) => message).sort()).toEqual(createExpectedLines(call));
    for (const line of own) {
      const { clientContext, awsRequestId } = call.context as unknown as {
        clientContext: object;
        awsRequestId: string;
      };
      expect(line).toMatchObject({ ...clientContext, awsRequestId, _flowId: call.options._flowId });
      const numbers = JSON.stringify(line).match(/(?<=(flow|trace|request)-)\d+(?=-)/g);
      expect(new Set(numbers)).toEqual(new Set([String(call.i)]));
    }
  }
  expect(JSON.stringify(lines)).not.toMatch(/(token|password)-\d/);
});
