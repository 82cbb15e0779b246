import type { Contract } from '../../../contracts/contract.ts';
import { contracts } from '../../../contracts/registry.ts';
import { toGroup } from '../../../core/groups.ts';
import type { ProjectOptions } from './flavour.ts';

/** The functions that a new project has, by their kind. */
export const FUNCTIONS = { preMap: 'tidyOrders', ping: 'pingShop', export: 'exportOrders', import: 'importOrders' };

/** Stands for the id that the marketplace gives a connector. */
export const CONNECTOR_ID = '5f0000000000000000000008';

const kinds = Object.entries(FUNCTIONS) as [keyof typeof FUNCTIONS, string][];

/** The groups that the functions are in where modules are grouped: one file each, whatever the layout. */
export function groups(): string[] {
  return [...new Set(kinds.map(([kind]) => toGroup(toSectionType(kind))))];
}

/** An event for each function: the envelope that calls it with its contract's sample. The text of each, by its file's path. */
export function eventFiles({ kind: host, generation }: ProjectOptions): [string, string][] {
  const module = host === 'diy' ? { diy: true } : { _connectorId: CONNECTOR_ID };
  return kinds.map(([kind, name]) => {
    const address = { ...(generation === '1.0' && { type: toSectionType(kind) }), function: name, ...module };
    const envelope = { ...address, options: contracts[kind].sample.options };
    return [`events/${name}.json`, `${JSON.stringify(envelope, null, 2)}\n`];
  });
}

/** The type that a function of a kind is called with where modules are grouped. */
export function toSectionType(kind: keyof typeof FUNCTIONS): string {
  return (contracts[kind] as Contract).type ?? '';
}
