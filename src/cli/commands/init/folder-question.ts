import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { findObstacle } from './folder.ts';

/** The name of a new folder, where the current one has content. */
const NEW_FOLDER = 'my-extension';

/** The folder that Enter alone takes: the current one if it is empty, else a new one in it. */
export function suggestFolder(current: string): string {
  return describeObstacle(current) === undefined ? '.' : NEW_FOLDER;
}

/** Turns what a person typed into a path, as a shell does: no spaces around it, and `~` is the home folder. */
export function toFolder(typed: string): string {
  return typed.trim().replace(/^~(?=$|[/\\])/, () => homedir());
}

/** Says why a folder can hold no new project; undefined for an empty or missing one. */
export function describeObstacle(folder: string): string | undefined {
  const path = resolve(folder);
  try {
    const obstacle = findObstacle(path);
    if (obstacle === undefined) return undefined;
    return `Found "${obstacle}" in ${path}, expected an empty or new folder; init --here adds to it.`;
  } catch (thrown) {
    return `${path}: expected an empty or new folder (${(thrown as Error).message})`;
  }
}
