import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { onTestFinished } from 'vitest';
import type { DevServer, DevSettings } from '../../../src/dev/dev-settings.ts';
import { startDev } from '../../../src/dev/start-dev.ts';
import { hashToken } from '../../../src/http/token.ts';
import { systemToken } from '../../http/exchange.ts';

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
    print: (line) => void lines.push(line),
    ...settings,
  });
  return { ...server, lines };
}
