import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { createInvokeApi, type InvokeSettings } from './invoke-api.ts';
import { requireHost } from './page-guard.ts';
import { createPageRoutes, type PageRoutesSettings } from './page-routes.ts';

/** What the private listener answers. */
export interface PrivateSettings {
  /** 0 for any free port. */
  readonly port: number;
  readonly invoke: InvokeSettings;
  readonly page: Omit<PageRoutesSettings, 'hosts'>;
}

/** A listener on the loopback address. */
export interface PrivateListener {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/**
 * Starts the listener that is for this machine alone: the page, and Lambda's Invoke API.
 * @throws Error if the port is in use
 */
export async function startPrivateListener({ port, invoke, page }: PrivateSettings): Promise<PrivateListener> {
  let hosts: readonly string[] = [];
  const app = new Hono();
  app.use(requireHost(() => hosts));
  app.route('/', createPageRoutes({ ...page, hosts: () => hosts }));
  app.route('/', createInvokeApi(invoke));
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const { port: own } = server.address() as AddressInfo;
  hosts = [`127.0.0.1:${own}`, `localhost:${own}`];
  const close = async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return { url: `http://127.0.0.1:${own}`, close };
}
