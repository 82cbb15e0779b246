import { createServer as createHttpServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer, type ServerConfig } from 'integrator-extension-lambda/http';
import { onTestFinished } from 'vitest';
import { keepLines } from '../../lines.ts';
import { asRequest, systemToken, toWire } from '../exchange.ts';
import { written } from './socket.ts';

/** A function that answers when it is told to, and tells when it has been called. */
export function createPatient() {
  const called = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<unknown>();
  const wait = () => {
    called.resolve();
    return answer.promise;
  };
  return { wait, called: called.promise, answer: answer.resolve };
}

/** A server that keeps its lines, for as long as a test takes. */
export async function open(config: Partial<ServerConfig> = {}) {
  const { logger, lines } = keepLines();
  const diy = { echo: (options: unknown) => options, ...config.diy };
  // What is not answered when a test has failed is not waited for.
  const own = { systemToken, port: 0, logger, signals: false, closeTimeout: 500 };
  const server = await createServer({ ...own, ...config, diy });
  onTestFinished(() => server.close());
  const ask = (envelope: object, headers = {}) => toWire(fetch(`${server.url}/function`, asRequest(envelope, headers)));
  return { ...server, ask, lines };
}

/** A server of somebody else's, for as long as a test takes: gives where it is to be reached. */
export async function listen(app: RequestListener): Promise<string> {
  const server = createHttpServer(app);
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export const call = { diy: true, function: 'echo', options: { text: 'Größe ☃ 😀' } };
/** What comes of it. */
export const answered = { status: 200, type: 'application/json; charset=utf-8', body: call.options };
export const authorization = `Bearer ${systemToken}`;
/** A call as it is written on a socket. */
export const asText = (envelope: object, headers: Record<string, string | number> = {}) => {
  const body = Buffer.from(JSON.stringify(envelope)).toString('latin1');
  const own = { authorization, 'content-type': 'application/json', 'content-length': body.length };
  return written('POST', '/function', { ...own, ...headers }, body);
};
