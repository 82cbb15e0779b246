import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { createAccount, type FakeAccount } from './account.ts';
import { createGate, type Failure, type FakePlatformSettings, type FakeRequest, type RequestWatch } from './gate.ts';
import { resourceRoutes } from './resources.ts';
import { runRoutes } from './runs.ts';
import { storeRoutes } from './stores.ts';

/**
 * integrator.io's API for tests: an HTTP server on this machine with an account in memory. Tests may read and change
 * the account at any time.
 */
export interface FakePlatform extends FakeAccount {
  /** The server's URL without a final slash: the client's `baseUrl`. */
  readonly url: string;
  /** Every request, oldest first. It can be emptied: `requests.length = 0`. */
  readonly requests: FakeRequest[];
  /** Adds a failure of requests; failures are tried in the order in which they were added. */
  readonly fail: (failure: Failure) => void;
  /** Issues a token for one function call: the given one, if any. */
  readonly issueToken: (token?: string) => string;
  /** Revokes a token, as the platform does once the function has answered. */
  readonly revokeToken: (token: string) => void;
  /** Stops the server, requests in flight included. */
  close(): Promise<void>;
}

/**
 * Starts a fake platform, and resolves once it listens.
 * @param watch sees every request that the account may answer
 */
export async function startPlatform(settings: FakePlatformSettings, watch?: RequestWatch): Promise<FakePlatform> {
  const account = createAccount(settings.documents);
  const { pass, ...gate } = createGate(settings, watch);
  const app = new Hono();
  app.use(pass);
  app.get('/v1/tokenInfo', (c) => c.json({ _userId: '5f00000000000000000000f0', scope: '*' }));
  for (const routes of [storeRoutes(account), runRoutes(account), resourceRoutes(account)]) app.route('/v1', routes);
  // A test's own function may throw.
  app.onError(({ message }, c) => c.json({ errors: [{ code: 'fake_platform_failed', message }] }, 500));
  app.notFound((c) => c.json({ errors: [{ code: 'not_found', message: `There is no ${c.req.path}.` }] }, 404));

  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(settings.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    ...account,
    ...gate,
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
