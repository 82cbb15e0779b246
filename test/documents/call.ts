import { createRequire } from 'node:module';
import { createHandler, type ExtensionConfig, type Handler } from 'integrator-extension-lambda';
import { createServer } from 'integrator-extension-lambda/http';
import { expect } from 'vitest';
import { keepLines } from '../lines.ts';

const require = createRequire(import.meta.url);

/** The functions of generation 2.0 and those of 1.0, as the documentation writes them: without `define`. */
export const current: Record<string, object> = require('./fixtures/current.cjs');
export const legacy: Record<string, Record<string, object>> = require('./fixtures/legacy.cjs');

export const CONNECTOR = '5f0000000000000000000008';
const systemToken = 'system-token';

/** The address of a call: `{ function }`, with the type and the connector if there are some. */
export interface Address {
  readonly function: string;
  readonly type?: string;
  readonly _connectorId?: string;
}

/** What the caller reads: a response, or the errors of a failed call. */
export type Answer = { readonly response: unknown } | { readonly errors: readonly object[] };

/**
 * Calls a function through the Lambda handler, with a client context as integrator.io sends it, and through a server.
 * Asserts that both answer alike, and returns the answer.
 */
export async function callEverywhere(config: ExtensionConfig, address: Address, options: object = {}): Promise<Answer> {
  const { logger } = keepLines();
  const host = address._connectorId === undefined ? { diy: true } : {};
  const call = { ...host, ...address };
  const sent = { bearerToken: 'token', ...options };
  const onLambda = await callLambda(createHandler({ logger, ...config }), call, sent);
  expect(await callServer({ logger, ...config }, call, sent)).toEqual(onLambda);
  return onLambda;
}

async function callLambda(handler: Handler, address: object, options: object): Promise<Answer> {
  const context = { clientContext: address } as unknown as Parameters<Handler>[1];
  try {
    const response = await handler(structuredClone(options), context);
    return { response: JSON.parse(JSON.stringify(response ?? null)) };
  } catch (refusal) {
    return { errors: JSON.parse(String(refusal)).errors };
  }
}

async function callServer(config: ExtensionConfig, address: object, options: object): Promise<Answer> {
  const { url, close } = await createServer({ ...config, systemToken, port: 0, signals: false, drainDelay: 0 });
  try {
    const answer = await fetch(`${url}/function`, {
      method: 'POST',
      headers: { authorization: `Bearer ${systemToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ...address, options }),
    });
    const text = await answer.text();
    return answer.ok ? { response: text === '' ? null : JSON.parse(text) } : { errors: JSON.parse(text).errors };
  } finally {
    await close();
  }
}

/** Calls a function of generation 2.0 in the `diy` module. */
export function callCurrent(name: string, options?: object): Promise<Answer> {
  return callEverywhere({ diy: current }, { function: name }, options);
}

/** Calls a function of generation 1.0 in a group of a connector. */
export function callLegacy(type: string, name: string, options?: object): Promise<Answer> {
  const address = { type, function: name, _connectorId: CONNECTOR };
  return callEverywhere({ connectors: { [CONNECTOR]: legacy } }, address, options);
}
