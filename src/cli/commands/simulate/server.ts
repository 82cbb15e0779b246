import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The path of the events, each of which announces a newer page. */
export const EVENTS = '/events';

const WAITING = '<!doctype html><meta http-equiv="refresh" content="1"><title>No report yet</title>No report yet.';

/** A page served on this machine only. */
export interface ServedPage {
  readonly url: string;
  /** Replaces the page wherever it is open. */
  readonly show: (html: string) => void;
  readonly close: () => void;
}

/** Serves a page on a free port of the loopback address. */
export async function servePage(): Promise<ServedPage> {
  let html = WAITING;
  const listening = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    // A site whose name resolves to this address could read the report otherwise.
    if (request.headers.host !== host()) return void response.writeHead(403).end();
    if (request.url === EVENTS) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' }).flushHeaders();
      listening.add(response);
      response.once('close', () => listening.delete(response));
      return;
    }
    if (request.url !== '/') return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(html);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = () => `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host()}/`,
    show: (newer) => {
      html = newer;
      for (const response of listening) response.write('data: newer\n\n');
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
