import type { Contract } from '../../../contracts/contract.ts';
import { contracts } from '../../../contracts/registry.ts';
import { toGroup } from '../../../core/groups.ts';
import type { ProjectOptions } from './flavour.ts';

/** The functions of a new project, by their kind. */
export const FUNCTIONS = { preMap: 'tidyOrders', ping: 'pingShop', export: 'exportOrders', import: 'importOrders' };

/** A placeholder for the marketplace's id of the connector. */
export const CONNECTOR_ID = '5f0000000000000000000008';

const kinds = Object.entries(FUNCTIONS) as [keyof typeof FUNCTIONS, string][];

/** The groups of a grouped module: one file each, whatever the layout. */
export function groups(): string[] {
  return [...new Set(kinds.map(([kind]) => toGroup(toSectionType(kind))))];
}

/** Makes an event for each function: the envelope that calls it with its contract's sample, by its file's path. */
export function eventFiles({ kind: host, generation }: ProjectOptions): [string, string][] {
  const module = host === 'diy' ? { diy: true } : { _connectorId: CONNECTOR_ID };
  return kinds.map(([kind, name]) => {
    const address = { ...(generation === '1.0' && { type: toSectionType(kind) }), function: name, ...module };
    const envelope = { ...address, options: contracts[kind].sample.options };
    return [`events/${name}.json`, `${JSON.stringify(envelope, null, 2)}\n`];
  });
}

/** The type of a function of a kind in a grouped module. */
export function toSectionType(kind: keyof typeof FUNCTIONS): string {
  return (contracts[kind] as Contract).type ?? '';
}
