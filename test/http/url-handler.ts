import type { Context } from 'aws-lambda';
import { createUrlHandler, type UrlConfig } from 'integrator-extension-lambda/http';
import { expect } from 'vitest';
import { keepLines } from '../lines.ts';
import type { HttpRequest } from './events.ts';
import { readWire, systemToken, toRequest } from './exchange.ts';

/** The result of a Function URL's handler. */
export interface Result {
  statusCode: number;
  body: string;
  isBase64Encoded: boolean;
  headers?: Record<string, string>;
  multiValueHeaders?: Record<string, string[]>;
}

/** Makes the Lambda context of an invocation with `remaining` milliseconds. */
export const createContext = (remaining = 30_000) =>
  ({ awsRequestId: 'aws-1', getRemainingTimeInMillis: () => remaining }) as unknown as Context;

/** Reads a result as AWS sends it on. */
export function toResponse(result: unknown): Response {
  const { statusCode, body, isBase64Encoded, headers, multiValueHeaders = {} } = result as Result;
  expect(isBase64Encoded).toBe(false);
  const lists = Object.entries(multiValueHeaders).flatMap(([name, values]) => values.map((value) => [name, value]));
  return new Response(body, { status: statusCode, headers: headers ?? (lists as [string, string][]) });
}

/** Makes the HTTP request of a call. */
export function toHttpRequest(envelope: unknown, headers: Record<string, string> = {}): HttpRequest {
  const { method, body, ...request } = toRequest(envelope, headers);
  return { method: method as string, path: '/function', headers: request.headers as Record<string, string>, body };
}

/** Makes a handler that keeps its lines. */
export function open(config: Partial<UrlConfig> = {}) {
  const { logger, lines } = keepLines();
  const diy = { echo: (options: unknown) => options, ...config.diy };
  const handler = createUrlHandler({ systemToken, logger, ...config, diy });
  const send = async (event: unknown, remaining?: number) =>
    readWire(toResponse(await handler(event, createContext(remaining))));
  return { handler, send, lines };
}

export const call = { diy: true, function: 'echo', options: { text: 'Größe ☃ 😀' } };
/** The answer to `call`. */
export const answered = { status: 200, type: 'application/json; charset=utf-8', body: call.options };
