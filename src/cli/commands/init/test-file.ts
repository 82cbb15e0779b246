import type { ProjectOptions } from './flavour.ts';
import { CONNECTOR_ID, FUNCTIONS } from './functions.ts';
import { writeConfig } from './sources.ts';

/** The tests of a project's functions, by their file's path. */
export function testFile(flavour: ProjectOptions): [string, string] {
  return [`test/extension.test.${flavour.language}`, writeTests(flavour)];
}

function writeTests({ language, generation, target, kind }: ProjectOptions): string {
  const [hook, wrapper] = generation === '1.0' ? ['hooks.', 'wrappers.'] : ['', ''];
  const { ofPackage, ofProject, config, called } = target === 'server' ? forServer(kind) : forLambda(language);
  return `import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { mock, test } from 'node:test';
${ofPackage}import { createHarness } from 'integrator-extension-lambda/testing';
${ofProject}import * as extension from '../src/index.${language}';
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

mock.method(console, 'info', () => {}); // where calls that went well are logged
${config}
const events = new URL('../events/', import.meta.url);
for (const name of readdirSync(events)) {
  test(\`the event \${name} is answered\`, async () => {
    const event = readFileSync(new URL(name, events), 'utf8');
${called}  });
}
`;
}

/** The parts of the tests that depend on the host: imports, its configuration, and its call of an event. */
interface HostParts {
  readonly ofPackage: string;
  readonly ofProject: string;
  readonly config: string;
  readonly called: string;
}

function forLambda(language: ProjectOptions['language']): HostParts {
  const context = language === 'ts' ? '{} as never' : '/** @type {any} */ ({})';
  return {
    ofPackage: '',
    ofProject: `import { handler } from '../src/handler.${language}';\n`,
    config: '',
    called: `    await handler(JSON.parse(event), ${context});\n`,
  };
}

function forServer(kind: ProjectOptions['kind']): HostParts {
  const id = kind === 'connector' ? `const connectorId = '${CONNECTOR_ID}';\n` : '';
  return {
    ofPackage: "import { createApp } from 'integrator-extension-lambda/http';\n",
    ofProject: '',
    config: `\n${id}const app = createApp({ ${writeConfig(kind)}, systemToken: 'token' });\n`,
    called: `    const headers = { authorization: 'Bearer token', 'content-type': 'application/json' };
    const response = await app.request('/function', { method: 'POST', headers, body: event });
    assert.equal(response.status, 200, await response.text());
`,
  };
}
