import { resolve } from 'node:path';
import type { LoadedApp } from '../../../lifecycle/load-app.ts';
import { CliError } from '../../cli-error.ts';
import { isInsideFolder } from '../../inside-folder.ts';

/**
 * Refuses an app with a module outside of the current folder.
 * @throws CliError naming the module and the folder
 */
export function refuseModule(path: string, { file, base }: Pick<LoadedApp, 'file' | 'base'>): void {
  const { module } = file.app;
  const folder = process.cwd();
  if (module === undefined || isInsideFolder(folder, resolve(base, module))) return;
  const found = resolve(base, module);
  throw new CliError(
    'outside_folder',
    `${path}: app.module: found ${found}, expected a file in ${folder} with --local`,
    2,
  );
}
