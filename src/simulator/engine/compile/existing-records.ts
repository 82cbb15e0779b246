import type { ImportSettings } from '../../flow/simulation-schema.ts';
import { parseExtract } from '../../mapper1/path.ts';
import { createReader } from '../../mapper1/read.ts';
import type { Scope } from '../../scope/scope.ts';

/** Makes the test whether a record exists at the destination, from what the simulation says; undefined without it. */
export function compileExisting(
  existing: ImportSettings['existing'],
  scope: Scope,
): ((record: unknown) => boolean) | undefined {
  if (!existing) return undefined;
  const values = new Set(existing.values.map(String));
  try {
    const read = createReader(parseExtract(existing.extract).steps);
    return (record) => values.has(String(read(record)));
  } catch (thrown) {
    scope.refuse(`existing.extract: ${(thrown as Error).message}`);
    return undefined;
  }
}
