import { createServer as createHttpServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer, type ServerConfig } from 'integrator-extension-lambda/http';
import { onTestFinished } from 'vitest';
import { keepLines } from '../../lines.ts';
import { readWire, systemToken, toRequest } from '../exchange.ts';
import { formatRequest } from './socket.ts';

/** Makes a function that reports its call, and answers on demand. */
export function createBlocking() {
  const called = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<unknown>();
  const wait = () => {
    called.resolve();
    return answer.promise;
  };
  return { wait, called: called.promise, answer: answer.resolve };
}

/** Opens a server that keeps its lines; the end of the test closes it. */
export async function open(config: Partial<ServerConfig> = {}) {
  const { logger, lines } = keepLines();
  const diy = { echo: (options: unknown) => options, ...config.diy };
  // A failed test does not wait for its pending calls.
  const own = { systemToken, port: 0, logger, signals: false, drainDelay: 0, closeTimeout: 500 };
  const server = await createServer({ ...own, ...config, diy });
  onTestFinished(() => server.close());
  const ask = (envelope: object, headers = {}) =>
    readWire(fetch(`${server.url}/function`, toRequest(envelope, headers)));
  return { ...server, ask, lines };
}

/** Starts a plain server of Node and returns its URL; the end of the test closes it. */
export async function listen(app: RequestListener): Promise<string> {
  const server = createHttpServer(app);
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export const call = { diy: true, function: 'echo', options: { text: 'Größe ☃ 😀' } };
/** The answer to `call`. */
export const answered = { status: 200, type: 'application/json; charset=utf-8', body: call.options };
export const authorization = `Bearer ${systemToken}`;
/** Formats a call for a socket. */
export const formatCall = (envelope: object, headers: Record<string, string | number> = {}) => {
  const body = Buffer.from(JSON.stringify(envelope)).toString('latin1');
  const own = { authorization, 'content-type': 'application/json', 'content-length': body.length };
  return formatRequest('POST', '/function', { ...own, ...headers }, body);
};
