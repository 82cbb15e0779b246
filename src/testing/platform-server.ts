import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import type { FakePlatform, FakePlatformSettings } from './platform.ts';
import { createAccount } from './platform-account.ts';
import { createGate } from './platform-gate.ts';
import { resourceRoutes } from './platform-resources.ts';
import { runRoutes } from './platform-runs.ts';
import { storeRoutes } from './platform-stores.ts';

/** Starts a fake platform, and resolves once it listens. */
export async function startPlatform(settings: FakePlatformSettings): Promise<FakePlatform> {
  const account = createAccount();
  const { pass, ...gate } = createGate(settings);
  const app = new Hono();
  app.use(pass);
  app.get('/v1/tokenInfo', (c) => c.json({ _userId: '5f00000000000000000000f0', scope: '*' }));
  for (const routes of [storeRoutes(account), runRoutes(account), resourceRoutes(account)]) app.route('/v1', routes);
  // Such as a test's own function that throws.
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
