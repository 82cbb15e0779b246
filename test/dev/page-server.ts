import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { onTestFinished } from 'vitest';
import type { BuildFeed, BuildState } from '../../src/dev/build-state.ts';
import { CallStore } from '../../src/dev/call-store.ts';
import { createPageRoutes, type PageRoutesSettings } from '../../src/dev/page-routes.ts';

export const TOKEN = 'page-token_1-of-the-tests';

/** A build whose state a test sets. */
export class TestBuild implements BuildFeed {
  readonly #listeners = new Set<() => void>();
  #state: BuildState = { status: 'ready', build: 'a1b2c3' };

  readonly current = () => this.#state;
  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  get listeners(): number {
    return this.#listeners.size;
  }

  set(state: BuildState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

/** The page's routes behind a listener on the loopback address, for one test. */
export interface PageServer {
  readonly app: Hono;
  readonly store: CallStore;
  readonly build: TestBuild;
  readonly host: string;
  /** The address with the token. */
  readonly url: string;
  /** Cuts all connections, as a network does. */
  readonly cut: () => void;
  readonly close: () => Promise<void>;
}

export async function servePageRoutes(
  settings: Partial<PageRoutesSettings> = {},
  { port = 0 }: { readonly port?: number } = {},
): Promise<PageServer> {
  const build = new TestBuild();
  const store = settings.store ?? new CallStore();
  let host = '';
  const unexpected = async () => {
    throw new Error('The test expected no action.');
  };
  const app = createPageRoutes({
    module: 'src/orders.ts',
    store,
    builds: build,
    token: TOKEN,
    hosts: () => [host],
    repeatCall: unexpected,
    saveEvent: unexpected,
    saveTest: unexpected,
    ...settings,
  });
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const cut = () => server.closeAllConnections();
  const close = async () => {
    if (!server.listening) return;
    server.close();
    cut();
    await once(server, 'close');
  };
  onTestFinished(close);
  return { app, store, build, host, url: `http://${host}/#${TOKEN}`, cut, close };
}
