import { suggest } from '../../shared/nearest.ts';
import type { Scope } from '../scope/scope.ts';
import type { Mapper2Entry } from './entry.ts';
import type { MappingLevel } from './mapping-level.ts';

/** Finds the lookup that an entry names, undefined without one; an unknown name is refused. */
export function findLookup({ lookupName }: Mapper2Entry, scope: Scope, { settings }: MappingLevel) {
  if (!lookupName) return undefined;
  const lookup = settings.lookups?.get(lookupName);
  if (lookup) return lookup;
  const names = [...(settings.lookups?.keys() ?? [])];
  const expected = names.length > 0 ? `one of ${names.join(', ')}` : 'a lookup of that name in lookups';
  scope
    .at('lookupName')
    .refuse(`found ${JSON.stringify(lookupName)}, expected ${expected}${suggest(String(lookupName), names)}`);
  return undefined;
}
