import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { suggest } from '../../shared/nearest.ts';
import { listReadFiles } from '../flow/demand-files.ts';
import { CAPTURED } from './captured.ts';
import type { WiringContext } from './wiring-place.ts';

/** Checks what `simulation.yaml` says: ids that no document has, and files that are not there. */
export function checkSettings({ folder, placeOf }: WiringContext, base: string): void {
  const { simulation, flow, exports, imports, connections, isShort } = folder;
  const place = placeOf('simulation');
  for (const { setting, file } of listReadFiles(folder)) {
    const found = statSync(resolve(base, file), { throwIfNoEntry: false });
    if (found && !found.isDirectory()) continue;
    // The name of a setting is its path.
    place.at(...setting.split('.')).note('missing-file', `${found ? 'a folder' : 'nothing'} at ${file}`, 'a file');
  }
  if (isShort) return;
  const stacks = new Set(listStacks([flow, exports, imports, connections, folder.stacks]));
  const known = { exports, imports, connections, stacks: Object.fromEntries([...stacks].map((id) => [id, id])) };
  for (const kind of ['exports', 'imports', 'connections', 'stacks'] as const)
    for (const id of Object.keys(simulation[kind])) {
      if (Object.hasOwn(known[kind], id)) continue;
      const expected = `one of ${Object.keys(known[kind]).join(', ') || 'none'}${suggest(id, Object.keys(known[kind]))}`;
      place.at(kind, id).note('setting-without-document', `${id}, which no document names`, expected);
    }
}

/** Lists the ids of stacks that documents name, at any depth. */
function listStacks(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (CAPTURED.has(key)) return [];
    return key === '_stackId' && typeof inner === 'string' ? [inner] : listStacks(inner);
  });
}
