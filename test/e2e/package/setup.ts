import { globSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { installRuntime } from '../../../scripts/lambda-runtime/index.ts';
import { install, root, run, TARBALL } from './packed.ts';

/** Packs the package as it would be published, and installs it. */
export default async function setup(project: TestProject): Promise<() => void> {
  installRuntime();
  const folder = dirname(TARBALL);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await run(root, 'npm', 'pack', '--pack-destination', folder);
  for (const packed of globSync('*.tgz', { cwd: folder })) renameSync(join(folder, packed), TARBALL);

  const installed = mkdtempSync(join(tmpdir(), 'installed-'));
  await install(installed, TARBALL);
  project.provide('installed', installed);
  return () => rmSync(installed, { recursive: true });
}
