import { define, type ExtensionConfig } from 'integrator-extension-lambda';
import { enforce } from 'integrator-extension-lambda/contracts';
import { describe, expect, it } from 'vitest';
import { keepLines } from '../lines.ts';
import { broken, failures } from './failures.ts';
import { connectors, diy, type Envelope } from './modules.ts';
import { successes } from './successes.ts';

/** An adapter's answer, as its caller reads it: a response (undefined or null for none), or a failure. */
export type Answer = { response: unknown } | { statusCode: number; errors: unknown[] };

/** Sends an envelope to a running adapter, and reads its answer. */
export type Drive = (envelope: Envelope) => Promise<Answer>;

/** Starts an adapter for one test. It stops the adapter itself afterwards (`onTestFinished`). */
export type Start = (config: ExtensionConfig) => Drive | Promise<Drive>;

/**
 * Declares the tests that every adapter must pass.
 * @param noticesAt where a wrong configuration shows: in the answer to each call, or when a server starts
 */
export function testConformance(name: string, start: Start, noticesAt: 'calls' | 'start' = 'calls'): void {
  const { logger } = keepLines();
  const drive = async (config: ExtensionConfig) => start({ logger, ...config });
  const call = async (envelope: Envelope) => {
    const sent = format({ diy: '_connectorId' in envelope ? undefined : true, ...envelope });
    return (await drive('_connectorId' in sent ? { connectors } : { diy }))(sent);
  };

  describe(`${name}, as every adapter,`, () => {
    it.each(successes)('answers $what', async ({ envelope, response }) => {
      expect(readResponse(await call(envelope))).toEqual(response ?? null);
    });

    it.each(failures)('refuses $what', async ({ envelope, errors }) => {
      expect(readFailure(await call(envelope))).toBe(JSON.stringify({ statusCode: 422, errors }));
    });

    if (noticesAt === 'start') {
      it.each(broken)('does not start when configured $what', async ({ config, errors }) => {
        await expect(drive(config)).rejects.toMatchObject({ ...errors[0], name: 'ExtensionError' });
      });
    } else {
      it.each(broken)('answers every call alike when configured $what', async ({ config, errors }) => {
        const send = await drive(config);
        for (const envelope of [{ diy: true, function: 'echo', options: {} }, {}])
          expect(readFailure(await send(envelope))).toBe(JSON.stringify({ statusCode: 422, errors }));
      });
    }

    it('reads its configuration once', async () => {
      const config: { -readonly [K in keyof ExtensionConfig]: ExtensionConfig[K] } = { diy: { one: () => 1 } };
      const send = await drive(config);
      config.diy = { one: () => 2 };
      expect(readResponse(await send({ diy: true, function: 'one', options: {} }))).toBe(1);
    });

    it('shares nothing with another one: each has its own modules', async () => {
      const [first, second] = [
        await drive({ diy: { who: () => 'first' } }),
        await drive({ diy: { who: () => 'second' } }),
      ];
      const envelope = { diy: true, function: 'who', options: {} };
      expect(readResponse(await first(envelope))).toBe('first');
      expect(readResponse(await second(envelope))).toBe('second');
      expect(readResponse(await first(envelope))).toBe('first');
    });

    it('answers concurrent calls, each with its own answer', async () => {
      const waiting: (() => void)[] = [];
      const all = new Promise<void>((resolve) => waiting.push(resolve));
      const meet = async ({ id }: { id: number }) => {
        waiting.push(() => {});
        if (waiting.length > 3) waiting[0]?.();
        await all;
        if (id === 2) throw new Error('number 2');
        return id;
      };
      const send = await drive({ diy: { meet } });
      const answers = await Promise.all([1, 2, 3].map((id) => send({ diy: true, function: 'meet', options: { id } })));
      const failed = { statusCode: 422, errors: [{ message: 'number 2', code: 'Error' }] };
      expect(answers).toEqual([{ response: 1 }, failed, { response: 3 }]);
    });

    it('enforces contracts if configured: each violation is an error', async () => {
      const send = await drive({ diy: { wrong: define.preMap(() => [{}]) }, contracts: enforce });
      const [options, response] = [
        readFailure(await send({ diy: true, function: 'wrong', options: { data: {} } })),
        readFailure(await send({ diy: true, function: 'wrong', options: { bearerToken: '', data: [{}, {}] } })),
      ];
      expect(JSON.parse(options).errors).toHaveLength(2);
      expect(JSON.parse(options).errors[1]).toEqual({
        code: 'invalid_options',
        message: 'options.data: expected array, received object',
      });
      expect(JSON.parse(response).errors).toEqual([
        { code: 'invalid_response', message: 'preMap response: 1 element for 2 in options.data' },
      ]);
    });
  });
}

function format(envelope: Envelope): Envelope {
  return JSON.parse(JSON.stringify(envelope));
}

function readResponse(answer: Answer): unknown {
  expect(answer).not.toHaveProperty('errors');
  return 'response' in answer ? (answer.response ?? null) : answer;
}

/** Compared as text, so that the order of the properties counts. */
function readFailure(answer: Answer): string {
  return 'errors' in answer
    ? JSON.stringify({ statusCode: answer.statusCode, errors: answer.errors })
    : `answered ${JSON.stringify(answer)}`;
}
