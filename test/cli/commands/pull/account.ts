import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createFakePlatform, type FakePlatform, type FakePlatformSettings } from 'integrator-extension-lambda/testing';
import { onTestFinished, vi } from 'vitest';

type FakeDocuments = NonNullable<FakePlatformSettings['documents']>;
type Written = Record<string, unknown> & { readonly _id: string };

const FLOWS = fileURLToPath(new URL('../../../fixtures/flows', import.meta.url));

/** The token of the tests' account. */
export const TOKEN = 'token-of-the-account-3f9c';

export const ORDERS = 'f00000000000000000000001';
export const REGIONS = 'f00000000000000000000002';
export const SHIPMENTS = 'f00000000000000000000003';

/** The path of a file of a sample flow. */
export const fixture = (...path: string[]): string => join(FLOWS, ...path);

/** The documents of the sample flows, as those of one account. */
export function readAccount(): FakeDocuments {
  const all = (kind: string) =>
    globSync(join(FLOWS, `*/${kind}/*.json`)).filter((path) => !path.endsWith('.data.json'));
  const read = (path: string): Written => JSON.parse(readFileSync(path, 'utf8'));
  const texts = new Map(
    globSync(join(FLOWS, '*/scripts/*.js')).map((path) => [basename(path, '.js'), readFileSync(path, 'utf8')]),
  );
  const scripts = all('scripts')
    .map(read)
    .map((script) => ({ ...script, content: texts.get(script._id) ?? script.content }));
  return {
    flows: globSync(join(FLOWS, '*/flow.json')).map(read),
    integrations: [read(fixture('orders', 'integration.json'))],
    exports: all('exports').map(read),
    imports: all('imports').map(read),
    connections: [
      ...all('connections').map(read),
      { _id: '9000000000000000000000b1', type: 'http', name: 'Desk', http: { baseURI: 'https://desk.example' } },
    ],
    scripts,
    stacks: all('stacks').map(read),
    lookupCaches: all('lookupcaches').map((path) => ({ ...read(path), data: readData(path) })),
  };
}

function readData(path: string): Map<string, unknown> {
  const entries: { key: string; value: unknown }[] = JSON.parse(
    readFileSync(path.replace(/json$/, 'data.json'), 'utf8'),
  );
  return new Map(entries.map(({ key, value }) => [key, value]));
}

/** A fake platform with the account, and the environment variables that lead the command to it. */
export async function startAccount(documents: FakeDocuments = readAccount()): Promise<FakePlatform> {
  const fake = await createFakePlatform({ documents, tokens: [TOKEN] });
  vi.stubEnv('INTEGRATOR_IO_TOKEN', TOKEN);
  vi.stubEnv('INTEGRATOR_IO_API', fake.url);
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await fake.close();
  });
  return fake;
}

/** Changes fields of a document in the account. */
export function edit(documents: Map<string, object>, id: string, fields: object): void {
  const before = documents.get(id);
  if (before === undefined) throw new Error(`The account has no document ${id}.`);
  documents.set(id, { ...before, ...fields });
}
