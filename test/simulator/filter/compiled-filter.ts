import { compileFilter, type FilterDocument, type FilterPage } from '../../../src/simulator/filter/filter.ts';
import { Findings } from '../../../src/simulator/scope/findings.ts';
import type { Reading } from '../../../src/simulator/scope/scope.ts';

interface Given {
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly page?: FilterPage;
}

/** Compiles a filter, with what it reports as texts. */
export function compiledFilter(
  document: FilterDocument | undefined,
  { settings, page = { pageIndex: 0 } }: Given = {},
) {
  const findings = new Findings();
  const scope = findings.scopeOf('exports/e1.json', ['filter']);
  const filter = compileFilter(document, scope, { source: 'output_filter', ...(settings && { settings }) });
  return {
    filter,
    /** Whether a record passes. */
    test: (record: unknown): boolean => (filter ? filter(record, page) : true),
    refusals: findings.refusals.map(({ path, message }) => `${path}: ${message}`),
    warnings: () => findings.warnings().map(({ path, message }) => `${path}: ${message}`),
    readings: (): readonly Reading[] => findings.readings(),
  };
}

/** Compiles rules, as a branch has them. */
export function compiledRules(rules: unknown, given?: Given) {
  return compiledFilter({ version: '1', rules }, given);
}

/** A field of a type, as rules write it. */
export function field(type: string, name: string): unknown {
  return [type, ['extract', name]];
}
