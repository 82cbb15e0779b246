import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Finds the file of a worker: beside the file that starts it, or beside the bundle that holds that file.
 * @param url of the file that starts it
 */
export function findWorker(name: string, url: string): string {
  const built = ['./', '../', '../../', './simulator/'].map((folder) => `${folder}${name}.js`);
  const paths = [`./${name}.ts`, ...built].map((path) => fileURLToPath(new URL(path, url)));
  return paths.find((path) => existsSync(path)) as string;
}
