import type { ProjectOptions } from './flavour.ts';
import { FUNCTIONS } from './functions.ts';

/** The tests of a project's functions, by their file's path. */
export function testFile(flavour: ProjectOptions): [string, string] {
  return [`test/extension.test.${flavour.language}`, writeTests(flavour)];
}

function writeTests({ language, generation }: ProjectOptions): string {
  const [hook, wrapper] = generation === '1.0' ? ['hooks.', 'wrappers.'] : ['', ''];
  const noContext = language === 'ts' ? '{} as never' : '/** @type {any} */ ({})';
  return `import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { mock, test } from 'node:test';
import { createHarness } from 'integrator-extension-lambda/testing';
import { handler } from '../src/handler.${language}';
import * as extension from '../src/index.${language}';
import { orders } from '../src/orders.${language}';

// Options that a test leaves out are sample data; a response that integrator.io would refuse fails the test.
const { call } = createHarness(extension);

test('cancelled orders are left out', async () => {
  const cancelled = orders.map((order) => ({ ...order, status: 'cancelled' }));
  const response = await call('${hook}${FUNCTIONS.preMap}', { data: [...cancelled, ...orders] });
  assert.deepEqual(response, [...cancelled.map(() => ({})), ...orders.map((data) => ({ data }))]);
});

test('a connection without a password does not work', async () => {
  const ping = await call('${wrapper}${FUNCTIONS.ping}', { connection: { encrypted: {} } });
  assert.equal(ping.statusCode, 401);
});

test('every order is exported once, page by page', async () => {
  const configuration = { pageSize: 1 };
  const first = await call('${wrapper}${FUNCTIONS.export}', { configuration, state: undefined });
  const second = await call('${wrapper}${FUNCTIONS.export}', { configuration, state: first.state });
  assert.deepEqual([first.data, second.data].flat(), orders);
  assert.deepEqual([first.lastPage, second.lastPage], [false, true]);
});

test('an order without an id is reported, and the others are imported', async () => {
  const imported = await call('${wrapper}${FUNCTIONS.import}', { postMapData: [{ externalId: 'order-1' }, {}] });
  const codes = imported.map(({ statusCode }) => statusCode);
  assert.deepEqual(codes, [200, 422]);
});

mock.method(console, 'info', () => {}); // where the handler logs calls that went well

const events = new URL('../events/', import.meta.url);
for (const name of readdirSync(events)) {
  test(\`the handler answers the event \${name}\`, async () => {
    const event = JSON.parse(readFileSync(new URL(name, events), 'utf8'));
    await handler(event, ${noContext});
  });
}
`;
}
