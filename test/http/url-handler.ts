import type { Context } from 'aws-lambda';
import { createUrlHandler, type UrlConfig } from 'integrator-extension-lambda/http';
import { expect } from 'vitest';
import { keepLines } from '../lines.ts';
import type { HttpRequest } from './events.ts';
import { asRequest, systemToken, toWire } from './exchange.ts';

/** What the handler of a Function URL answers. */
export interface Result {
  statusCode: number;
  body: string;
  isBase64Encoded: boolean;
  headers?: Record<string, string>;
  multiValueHeaders?: Record<string, string[]>;
}

/** What Lambda tells of an invocation that has so many milliseconds left. */
export const context = (remaining = 30_000) =>
  ({ awsRequestId: 'aws-1', getRemainingTimeInMillis: () => remaining }) as unknown as Context;

/** The answer as AWS sends it on. */
export function toResponse(result: unknown): Response {
  const { statusCode, body, isBase64Encoded, headers, multiValueHeaders = {} } = result as Result;
  expect(isBase64Encoded).toBe(false);
  const lists = Object.entries(multiValueHeaders).flatMap(([name, values]) => values.map((value) => [name, value]));
  return new Response(body, { status: statusCode, headers: headers ?? (lists as [string, string][]) });
}

/** A call as an HTTP request. */
export function asHttp(envelope: unknown, headers: Record<string, string> = {}): HttpRequest {
  const { method, body, ...request } = asRequest(envelope, headers);
  return { method: method as string, path: '/function', headers: request.headers as Record<string, string>, body };
}

/** A handler that keeps its lines. */
export function open(config: Partial<UrlConfig> = {}) {
  const { logger, lines } = keepLines();
  const diy = { echo: (options: unknown) => options, ...config.diy };
  const handler = createUrlHandler({ systemToken, logger, ...config, diy });
  const send = async (event: unknown, remaining?: number) =>
    toWire(toResponse(await handler(event, context(remaining))));
  return { handler, send, lines };
}

export const call = { diy: true, function: 'echo', options: { text: 'Größe ☃ 😀' } };
/** What comes of it. */
export const answered = { status: 200, type: 'application/json; charset=utf-8', body: call.options };
