import { existsSync, globSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readText } from '../../../shared/read-text.ts';
import { CliError } from '../../cli-error.ts';

/**
 * Chooses the folder of a flow: the given one, else the one under `flows` that holds it, else one with its name.
 * @throws CliError for a folder with another flow or with other files, and for a file
 */
export function chooseFolder(given: string | undefined, id: string, name: unknown): string {
  const folder = given ?? findOwn(id) ?? join('flows', toKebabCase(String(name ?? '')) || id);
  const held = readId(folder);
  if (held !== undefined && held !== id) {
    throw new CliError(
      'other_flow',
      `${join(folder, 'flow.json')}: found the flow ${held}, expected ${id}: name another folder, as in pull ${id} flows/${id}`,
      2,
    );
  }
  const place = statSync(folder, { throwIfNoEntry: false });
  if (place && !place.isDirectory())
    throw new CliError('not_a_folder', `${folder}: found a file, expected a new or empty folder`, 2);
  if (existsSync(join(folder, 'flow.json')) || !place) return folder;
  const [other] = readdirSync(folder).filter((file) => !file.startsWith('.') && file !== 'simulation.yaml');
  if (other === undefined) return folder;
  throw new CliError('other_files', `${folder}: found ${other} and no flow.json, expected a new or empty folder`, 2);
}

function findOwn(id: string): string | undefined {
  const own = globSync('flows/*/flow.json').map((file) => dirname(file));
  return own.sort().find((folder) => readId(folder) === id);
}

function readId(folder: string): string | undefined {
  try {
    const { _id: id } = JSON.parse(readText(join(folder, 'flow.json')));
    return typeof id === 'string' ? id : undefined;
  } catch {
    // There is none, or none that is JSON: it will be written.
    return undefined;
  }
}

/** `Orders → ERP (Größe)`: `orders-erp-grosse`. */
function toKebabCase(name: string): string {
  const plain = name.replaceAll('ß', 'ss').normalize('NFKD').replaceAll(/\p{M}/gu, '');
  return (plain.toLowerCase().match(/[\p{L}\d]+/gu) ?? []).join('-').slice(0, 80);
}
