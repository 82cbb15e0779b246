import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { onTestFinished } from 'vitest';
import type { DevServer, DevSettings } from '../../../src/dev/dev-settings.ts';
import { startDev } from '../../../src/dev/start-dev.ts';
import { hashToken } from '../../../src/http/token.ts';
import { systemToken, toRequest } from '../../http/exchange.ts';

/** A run of live development with the lines of its terminal. */
export interface ServedDev extends DevServer {
  readonly lines: readonly string[];
}

/** Makes a folder for one test. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dev-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts live development on free ports. The caller closes it. */
export async function serveDev(
  settings: Partial<DevSettings> & Pick<DevSettings, 'modules' | 'root'>,
): Promise<ServedDev> {
  const lines: string[] = [];
  const server = await startDev({
    esbuild,
    port: 0,
    pagePort: 0,
    token: { digest: hashToken(systemToken), token: systemToken, origin: 'given' },
    timeout: 20_000,
    enforces: false,
    secrets: [],
    hide: [],
    hideValues: [],
    stopped: new Promise(() => {}),
    print: (line) => void lines.push(line),
    ...settings,
  });
  return { ...server, lines };
}

/** Writes the files of a project, and serves its module for one test. */
export async function serveFiles(
  files: Record<string, string>,
  settings: Partial<DevSettings> = {},
  module = 'index.ts',
) {
  const root = makeFolder();
  const save = (name: string, code: string) => writeFileSync(join(root, name), code);
  save('package.json', '{ "type": "module" }');
  for (const [name, code] of Object.entries(files)) save(name, code);
  const server = await serveDev({ modules: { path: join(root, module) }, root, ...settings });
  onTestFinished(server.close);
  return { root, save, server };
}

/** Calls a function as a server stack is called. Resolves with its response, or with its errors. */
export async function callDev({ publicUrl }: ServedDev, name: string, options: object = {}) {
  const response = await fetch(`${publicUrl}/function`, toRequest({ diy: true, function: name, options }));
  return JSON.parse(await response.text());
}
