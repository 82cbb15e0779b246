import { onTestFinished } from 'vitest';
import {
  openScriptHost,
  type ScriptHost,
  type ScriptHostSettings,
} from '../../../src/simulator/scripts/script-host.ts';

/** Opens a host with scripts by their ids; the end of the test closes it. */
export async function openHost(
  contents: Readonly<Record<string, string>>,
  settings: Partial<ScriptHostSettings> = {},
): Promise<ScriptHost> {
  const scripts = Object.entries(contents).map(([_id, content]) => ({ _id, content }));
  const host = await openScriptHost({ scripts, api: { documents: {} }, ...settings });
  onTestFinished(() => host.close());
  return host;
}

/** A call of `f` in the script s1. */
export const call = {
  script: 's1',
  function: 'f',
  reference: 'imports/d1.hooks.preMap',
  options: '{}',
  timeout: 20_000,
} as const;

/** Blocks beyond what V8 can interrupt. */
export const BLOCKS = 'Array.prototype.includes.call({ length: 2 ** 53 - 1 }, 1)';

/** A script that counts its calls, and blocks where its options say so. */
export const counting = `let n = 0\nfunction f (o) { n += 1; if (o.blocks) ${BLOCKS}; return n }`;
