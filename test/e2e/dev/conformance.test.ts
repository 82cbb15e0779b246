import { fileURLToPath } from 'node:url';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failures } from '../../conformance/failures.ts';
import type { Answer } from '../../conformance/index.ts';
import type { Envelope } from '../../conformance/modules.ts';
import { successes } from '../../conformance/successes.ts';
import { toAnswer, toRequest } from '../../http/exchange.ts';
import { type ServedDev, serveDev } from './serving.ts';

/** The modules of the conformance suite, each served by a run of its own. */
const served: Partial<Record<'diy' | 'connectors', ServedDev>> = {};

beforeAll(async () => {
  for (const name of ['diy', 'connectors'] as const) {
    const path = fileURLToPath(new URL(`../../conformance/served-${name}.ts`, import.meta.url));
    served[name] = await serveDev({ modules: { path }, root: '/nowhere' });
  }
});

afterAll(async () => {
  for (const server of Object.values(served)) await server.close();
});

/** Sends an envelope to the run that has its module, as each of the two kinds of stack is called. */
const transports: Record<string, (envelope: Envelope, server: ServedDev) => Promise<Answer>> = {
  'a server stack': (envelope, { publicUrl }) => toAnswer(fetch(`${publicUrl}/function`, toRequest(envelope))),
  'a Lambda stack': async (envelope, { url }) => {
    const { options, ...address } = envelope;
    const client = new LambdaClient({ endpoint: url, region: 'eu-central-1', credentials: CREDENTIALS });
    const command = new InvokeCommand({
      FunctionName: 'any',
      ClientContext: Buffer.from(JSON.stringify(address)).toString('base64'),
      Payload: Buffer.from(JSON.stringify(options ?? null)),
    });
    const { FunctionError, Payload = [] } = await client.send(command).finally(() => client.destroy());
    const answered = JSON.parse(Buffer.from(Payload).toString());
    if (FunctionError === undefined) return { response: answered };
    expect(answered).toEqual({ errorType: 'string', errorMessage: expect.any(String), trace: [] });
    return JSON.parse(answered.errorMessage);
  },
};

const CREDENTIALS = { accessKeyId: 'any', secretAccessKey: 'any' };

describe.each(Object.entries(transports))('Live development, called as %s,', (_, send) => {
  const call = (envelope: Envelope) => {
    const sent = JSON.parse(JSON.stringify({ diy: '_connectorId' in envelope ? undefined : true, ...envelope }));
    return send(sent, served['_connectorId' in sent ? 'connectors' : 'diy'] as ServedDev);
  };

  test.each(successes)('answers $what', async ({ envelope, response }) => {
    const answer = await call(envelope);
    expect('response' in answer ? (answer.response ?? null) : answer).toEqual(response ?? null);
  });

  test.each(failures)('refuses $what', async ({ envelope, errors }) => {
    const answer = await call(envelope);
    expect(JSON.stringify(answer)).toBe(JSON.stringify({ statusCode: 422, errors }));
  });
});
