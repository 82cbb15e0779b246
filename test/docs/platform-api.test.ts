import { readFileSync } from 'node:fs';
import * as extension from 'integrator-extension-lambda';
import * as api from 'integrator-extension-lambda/platform-api';
import * as testing from 'integrator-extension-lambda/testing';
import ts from 'typescript';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { compile } from '../compile.ts';
import { start } from '../platform-api/account.ts';

const page = readFileSync(new URL('../../docs/platform-api.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = ''], index) => ({
  name: `example-${index + 1}`,
  code,
  isModule: code.startsWith('import'),
}));

/** The names that the page's examples may use. */
const SCOPE = `
  connectionId: string, exportId: string, importId: string, flowId: string, cacheId: string,
  orders: { id: number }[], platform: Platform`;
const inScope = {
  connectionId: '5f0000000000000000000009',
  exportId: '5f0000000000000000000010',
  importId: '5f0000000000000000000011',
  flowId: '5f0000000000000000000012',
  cacheId: '5f0000000000000000000013',
  orders: [{ id: 1001 }, { id: 1002 }],
};

const asFile = ({ code, isModule }: (typeof examples)[number]) =>
  isModule
    ? code
    : `import { mapRecords, type Platform } from 'integrator-extension-lambda/platform-api';
       export async function example(${SCOPE}) {\nvoid [mapRecords, connectionId, exportId, importId, flowId, cacheId, orders];\n${code}}`;

/** Runs an example with the package's exports; resolves to its own exports. */
async function run({ code }: (typeof examples)[number], platform: api.Platform): Promise<Record<string, unknown>> {
  const exported = [...code.matchAll(/^export const (\w+)/gm)].map(([, name]) => name);
  const body = code.replace(/^import .*$/gm, '').replace(/^export /gm, '');
  const { outputText } = ts.transpileModule(`const example = async () => {${body}; return { ${exported} }; };`, {
    compilerOptions: { target: ts.ScriptTarget.ES2024 },
  });
  const names = { ...extension, ...api, ...testing, ...inScope, platform };
  return new Function(...Object.keys(names), `${outputText}\nreturn example();`)(...Object.values(names));
}

async function account() {
  const { fake, platform, token } = await start();
  const { connectionId: _connectionId, exportId, importId, flowId, cacheId } = inScope;
  const proxy = () => ({ ok: true });
  fake.connections.set(_connectionId, { export: () => [{ id: 1 }, { id: 2 }, { id: 3 }], proxy });
  fake.exports.set(exportId, { _connectionId });
  fake.imports.set(importId, { _connectionId });
  fake.flows.set(flowId, { externalId: 'nightly' });
  fake.integrations.set('5f', {});
  fake.lookupCaches.set(cacheId, { data: new Map([['BK-01', { price: 19.9 }]]) });
  vi.spyOn(console, 'log').mockImplementation(() => {});
  onTestFinished(() => void vi.restoreAllMocks());
  return { fake, platform, token };
}

const routeOf = ({ method, path }: testing.FakeRequest) =>
  `${method} ${path.replace(/\/(?!v1|state)([\w-]*\d[\w-]*|runs|lastOrder|sequence)(?=\/|$)/g, '/*')}`;

describe('the page about the platform’s API', () => {
  it('has only examples that compile', { timeout: 60_000 }, () => {
    expect(compile(examples.map((example) => ({ name: example.name, code: asFile(example) })))).toEqual([]);
  });

  it('has an example of every route, and each runs', async () => {
    const routes = new Set<string>();
    for (const example of examples.filter(({ isModule }) => !isModule)) {
      const { fake, platform } = await account();
      await run(example, platform);
      expect(fake.requests.length, example.code).toBeGreaterThan(0);
      expect(
        fake.requests.filter(({ status = 0 }) => status >= 400),
        example.code,
      ).toEqual(fake.requests.filter(({ method, path }) => method === 'GET' && path === '/v1/state/sequence'));
      for (const request of fake.requests) routes.add(routeOf(request));
    }
    expect([...routes].sort()).toEqual([
      'DELETE /v1/imports/*',
      'DELETE /v1/lookupcaches/*/data',
      'DELETE /v1/lookupcaches/*/data/purge',
      'DELETE /v1/state/*',
      'GET /v1/connections/*/ping',
      'GET /v1/flows',
      'GET /v1/imports/*',
      'GET /v1/integrations',
      'GET /v1/jobs',
      'GET /v1/jobs/*',
      'GET /v1/state',
      'GET /v1/state/*',
      'GET /v1/tokenInfo',
      'POST /v1/connections/*/export',
      'POST /v1/connections/*/export/pages',
      'POST /v1/connections/*/import',
      'POST /v1/connections/*/import/map',
      'POST /v1/connections/*/proxy',
      'POST /v1/exports/*/invoke',
      'POST /v1/flows/*/run',
      'POST /v1/imports',
      'POST /v1/lookupcaches/*/data',
      'POST /v1/lookupcaches/*/getData',
      'PUT /v1/imports/*',
      'PUT /v1/imports/*/state/*',
      'PUT /v1/jobs/*/cancel',
      'PUT /v1/state/*',
    ]);
  });

  it('begins with a hook that works', async () => {
    const { fake, platform, token } = await account();
    const [first] = examples;
    if (!first) throw new Error('The page has no examples.');
    const { addStock } = await run(
      { ...first, code: first.code.replace("region: 'eu'", `baseUrl: '${fake.url}'`) },
      platform,
    );
    const { call } = testing.createHarness({ addStock } as { addStock: ReturnType<typeof extension.define.preMap> });
    expect(await call('addStock', { bearerToken: token, data: [{ sku: 'BK-01' }] })).toEqual([
      { data: { sku: 'BK-01', stock: { ok: true } } },
    ]);
  });

  it('ends with a test that works', async () => {
    const { platform } = await account();
    await run(examples.at(-1) as (typeof examples)[number], platform);
    expect(vi.mocked(console.log).mock.calls).toEqual([[{ orders: 2 }, 2, 3]]);
  });

  it('names every code of ours', () => {
    const files = ['client', 'error', 'lookup-caches', 'runs', 'state'].map((name) =>
      readFileSync(new URL(`../../src/platform-api/${name}.ts`, import.meta.url), 'utf8'),
    );
    const codes = new Set(
      files.flatMap((file) => [...file.matchAll(/code: '(platform_\w+)'/g)].map(([, code]) => code)),
    );
    expect(codes.size).toBeGreaterThan(5);
    for (const code of codes) expect(page).toContain(`\`${code}\``);
  });
});
