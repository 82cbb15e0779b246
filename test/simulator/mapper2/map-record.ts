import { compileMapper2, type Mapper2Entry, type Mapper2Settings } from '../../../src/simulator/mapper2/mapper2.ts';
import { readings } from '../../../src/simulator/mapper2/readings.ts';
import { Findings } from '../../../src/simulator/scope/findings.ts';
import { RecordFailure } from '../../../src/simulator/scope/record-failure.ts';

type ReadingName = keyof typeof readings;

/** What came of mapping records, with what was reported. */
export interface Mapped {
  readonly output: unknown;
  readonly failure: Pick<RecordFailure, 'source' | 'code' | 'message'> | undefined;
  readonly refusals: readonly string[];
  readonly warnings: readonly string[];
  readonly readings: readonly ReadingName[];
}

/** Runs a function, and reports what it told its scope. */
export function observe(run: (findings: Findings) => unknown): Mapped {
  const findings = new Findings();
  let output: unknown;
  let failure: Mapped['failure'];
  try {
    output = run(findings);
  } catch (thrown) {
    if (!(thrown instanceof RecordFailure)) throw thrown;
    const { source, code, message } = thrown;
    failure = { source, code, message };
  }
  const names = Object.keys(readings) as ReadingName[];
  return {
    output,
    failure,
    refusals: findings.refusals.map(({ path, message }) => `${path}: ${message}`),
    warnings: findings.warnings().map(({ path, message }) => `${path}: ${message}`),
    readings: names.filter((name) => findings.readings().includes(readings[name])),
  };
}

/** Maps one record with the entries of `mappings`. */
export function mapRecord(mappings: readonly unknown[], record: unknown, settings?: Mapper2Settings): Mapped {
  return observe((findings) => {
    const scope = findings.scopeOf('imports/d1.json');
    const map = compileMapper2(mappings as readonly Mapper2Entry[], scope, settings);
    return map?.(record);
  });
}

/** An entry as a document has it. */
export type EntryDocument = Record<string, unknown>;

/** Maps a record with one entry named x, of type string where the entry has no other. */
export function mapOne(entry: EntryDocument, record: unknown = {}, settings?: Mapper2Settings): Mapped {
  return mapRecord([{ generate: 'x', dataType: 'string', status: 'Active', ...entry }], record, settings);
}
