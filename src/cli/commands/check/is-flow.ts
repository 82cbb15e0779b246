import { statSync } from 'node:fs';

/** Whether a path is that of a flow: a folder, or a file in the short form. */
export function isFlow(path: string): boolean {
  if (/\.ya?ml$|\.flow\.(json|[cm]?[jt]s)$/.test(path)) return true;
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
