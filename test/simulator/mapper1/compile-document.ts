import { compileMapper1, type Mapper1Document, type Mapper1Settings } from '../../../src/simulator/mapper1/mapper1.ts';
import { Findings } from '../../../src/simulator/scope/findings.ts';
import type { Scope } from '../../../src/simulator/scope/scope.ts';

/** Compiles a document, and returns what it found. */
export function compileDocument<T>(compile: (scope: Scope) => T): { compiled: T; findings: Findings } {
  const findings = new Findings();
  return { compiled: compile(findings.scopeOf('imports/d1.json')), findings };
}

/** Maps records by a mapping that has to be without refusals. */
export function mapRecords(mapping: Mapper1Document, records: readonly unknown[], settings?: Mapper1Settings) {
  const { compiled, findings } = compileDocument((scope) => compileMapper1(mapping, scope, settings));
  if (findings.refusals.length > 0) throw new Error(JSON.stringify(findings.refusals));
  const mapped = records.map((record) => (compiled ? compiled(record) : record));
  return { mapped, rules: findings.readings().map(({ rule }) => rule), warnings: findings.warnings() };
}
