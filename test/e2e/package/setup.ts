import { globSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { installRuntime } from '../../../scripts/lambda-runtime/index.ts';
import { flavours, toFlags, toFolder } from '../first-hour/flavours.ts';
import { install, root, run, TARBALL } from './packed.ts';

/** Packs the package as it would be published, installs it, and makes a new project of each flavour with it. */
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

  const projects = mkdtempSync(join(tmpdir(), 'projects-'));
  const program = join(installed, 'node_modules', '.bin', 'integrator-extension');
  for (const flavour of flavours) await run(projects, program, 'init', toFolder(flavour), ...toFlags(flavour));
  const complete = mkdtempSync(join(tmpdir(), 'complete-'));
  await run(complete, program, 'init', 'first', '--yes');
  await install(join(complete, 'first'), '--save-exact', TARBALL);
  project.provide('projects', projects);
  project.provide('packages', join(complete, 'first', 'node_modules'));
  return () => {
    for (const made of [installed, projects, complete]) rmSync(made, { recursive: true });
  };
}
