import { CliError } from '../../cli-error.ts';
import { isInsideFolder } from '../../inside-folder.ts';

/** Returns a path as it is. @throws CliError if it leads outside of the folder, also by a link */
export function demandInside(root: string, argument: string, path: string): string {
  if (isInsideFolder(root, path)) return path;
  const message = `${argument}: found ${path}, which leads out of the project; expected a path in ${root}`;
  throw new CliError('outside_project', message, 2);
}
