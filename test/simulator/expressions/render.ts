import {
  type ExpressionSettings,
  type Expressions,
  loadExpressions,
} from '../../../src/simulator/expressions/expression.ts';
import { readings } from '../../../src/simulator/expressions/readings.ts';
import { Findings } from '../../../src/simulator/scope/findings.ts';
import { RecordFailure } from '../../../src/simulator/scope/record-failure.ts';

/** The name of a reading in the table of expressions. */
export type ReadingName = keyof typeof readings;

/** What came of a template: its text or the failure of the record, and what was reported. */
export interface Rendered {
  readonly text: string | undefined;
  readonly failure: RecordFailure | undefined;
  readonly refusals: readonly string[];
  readonly warnings: readonly string[];
  readonly readings: readonly ReadingName[];
}

const expressions: Expressions = await loadExpressions();

/** Compiles a template, and renders it with a context. */
export function render(template: string, context: object = {}, settings?: ExpressionSettings): Rendered {
  const findings = new Findings();
  const compiled = expressions.compile(template, findings.scopeOf('imports/d1.json', ['extract']), settings);
  let text: string | undefined;
  let failure: RecordFailure | undefined;
  try {
    text = compiled(context);
  } catch (thrown) {
    if (!(thrown instanceof RecordFailure)) throw thrown;
    failure = thrown;
  }
  const names = Object.keys(readings) as ReadingName[];
  return {
    text,
    failure,
    refusals: findings.refusals.map(({ message }) => message),
    warnings: findings.warnings().map(({ message }) => message),
    readings: names.filter((name) => findings.readings().includes(readings[name])),
  };
}

/** A template, the text it gives, and the readings that decided it. */
export type Case = readonly [template: string, text: string, ...relied: ReadingName[]];
