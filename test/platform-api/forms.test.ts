import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPlatform, type Platform } from 'integrator-extension-lambda/platform-api';
import { describe, expect, it, onTestFinished } from 'vitest';
import { failureOf } from './account.ts';

const bearerToken = 'canary-token-1234';

/** A client of a server that answers everything with 200 and this body. */
async function answering(body: string, type = 'application/json'): Promise<Platform> {
  const server = createServer((_, response) => response.writeHead(200, { 'content-type': type }).end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return createPlatform({ options: { bearerToken }, baseUrl: `http://127.0.0.1:${port}` });
}

const request = { _id: '5f', export: {}, import: {}, data: [{ id: 1 }] };

type Use = [name: string, use: (platform: Platform) => Promise<unknown>, form: string];

const uses: Use[] = [
  ['exports.find', ({ exports }) => exports.find(), 'a list'],
  ['exports.get', ({ exports }) => exports.get('5f'), 'an object'],
  ['exports.create', ({ exports }) => exports.create({ name: 'Orders' }), 'an object'],
  ['exports.update', ({ exports }) => exports.update({ _id: '5f' }), 'an object'],
  ['exports.run', ({ exports }) => exports.run({ _id: '5f' }), 'an object with a list as its data'],
  ['flows.run', ({ flows }) => flows.run({ _id: '5f' }), 'an object'],
  ['jobs.find', ({ jobs }) => jobs.find(), 'a list'],
  ['connections.export', ({ connections }) => connections.export(request), 'an object with a list as its data'],
  [
    'connections.exportPages',
    ({ connections }) => connections.exportPages(request).next(),
    'an object with a list as its data',
  ],
  ['connections.import', ({ connections }) => connections.import(request), 'a list'],
  ['connections.importMapped', ({ connections }) => connections.importMapped(request), 'a list'],
  ['connections.ping', ({ connections }) => connections.ping('5f'), 'an object'],
  [
    'lookupCaches.getData',
    ({ lookupCaches }) => lookupCaches.getData({ _id: '5f' }).next(),
    'an object with a list as its data',
  ],
  ['state.list', ({ state }) => state.list(), 'an object'],
  ['tokenInfo', (platform) => platform.tokenInfo(), 'an object'],
];

describe('a page of maintenance that comes with 200 is no answer of', () => {
  it.each(uses)('%s', async (_, use, form) => {
    const platform = await answering(`<h1>Maintenance</h1> of ${bearerToken}`, 'text/html');
    const failure = await failureOf(use(platform));
    expect(failure).toMatchObject({ code: 'platform_invalid_response', status: 200 });
    expect(String(failure)).toContain(`found the text "Maintenance of [redacted]", expected ${form}.`);
  });
});

it.each<[string, Use[1], string]>([
  ['{"data":{}}', ({ connections }) => connections.export(request), 'found an object, expected an object with a list'],
  ['[{"id":1}]', ({ connections }) => connections.export(request), 'found a list, expected an object with a list'],
  ['{"data":[]}', ({ exports }) => exports.find(), 'found an object, expected a list.'],
  ['[]', ({ exports }) => exports.get('5f'), 'found a list, expected an object.'],
  ['null', ({ exports }) => exports.get('5f'), 'found null, expected an object.'],
  ['7', ({ connections }) => connections.import(request), 'found 7, expected a list.'],
])('the answer %s has not the form that is read', async (body, use, said) => {
  expect(String(await failureOf(use(await answering(body))))).toContain(said);
});
