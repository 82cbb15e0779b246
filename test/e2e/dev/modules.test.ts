import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { toRequest } from '../../http/exchange.ts';
import { makeFolder, serveDev } from './serving.ts';

test('Of several modules, the platform calls the one of its connector, and the first without one', async () => {
  const root = makeFolder();
  const toPlace = (name: string) => {
    const path = join(root, `${name}.mjs`);
    writeFileSync(path, `export const who = () => '${name}';\n`);
    return path;
  };
  const modules = new Map([
    ['orders-shop', { path: toPlace('shop'), connector: 'c1' }],
    ['orders-diy', { path: toPlace('diy') }],
    ['orders-more', { path: toPlace('more') }],
  ]);
  const server = await serveDev({ modules, root });
  onTestFinished(server.close);
  const call = async (host: object) => {
    const envelope = { ...host, function: 'who', options: {} };
    return JSON.parse(await (await fetch(`${server.publicUrl}/function`, toRequest(envelope))).text());
  };
  expect(await call({ _connectorId: 'c1' })).toBe('shop');
  expect(await call({ diy: true })).toBe('diy');
  // The module of the do-it-yourself functions says that it has no such connector.
  const message = expect.stringContaining('any of the _connectorId');
  expect(await call({ _connectorId: 'c2' })).toMatchObject({ errors: [{ message }] });
});
