import { TransportError } from '../../transport/transport.ts';
import type { Applied, PlannedOperation } from '../engine/plan.ts';
import { findLost } from './find-lost.ts';

/** A module whose default export takes one record: a mapping, or the answers of an import. */
export interface RecordModule {
  readonly apply: PlannedOperation<unknown>['apply'];
  readonly close: () => Promise<void>;
}

/** The result of one record, as it crosses a process boundary. */
export type RecordOutcome =
  | { readonly json: string; readonly becomesNull?: string | undefined }
  | { readonly problem: { readonly code: string; readonly message: string } };

/** A module failed a record. */
export class ModuleFailure extends Error {
  readonly code: string;

  constructor({ code, message }: { readonly code: string; readonly message: string }) {
    super(message);
    this.code = code;
  }
}

/** Turns outcomes into the values of an operation. */
export function toApplied(outcomes: readonly RecordOutcome[]): Applied<unknown> {
  const failures = new Map<number, unknown>();
  const becomesNull = new Map<number, string>();
  const values = outcomes.map((outcome, at) => {
    if ('json' in outcome) {
      if (outcome.becomesNull !== undefined) becomesNull.set(at, outcome.becomesNull);
      return JSON.parse(outcome.json);
    }
    failures.set(at, new ModuleFailure(outcome.problem));
    return undefined;
  });
  return { values, ...(failures.size > 0 && { failures }), ...(becomesNull.size > 0 && { becomesNull }) };
}

/** Calls a function with a copy of each record, one after the other, and awaits its answers. */
export async function callWithEach(
  fn: (record: unknown) => unknown,
  records: readonly string[],
): Promise<RecordOutcome[]> {
  const outcomes: RecordOutcome[] = [];
  for (const record of records) {
    try {
      const answer = (await fn(JSON.parse(record))) ?? null;
      const json = JSON.stringify(answer) ?? 'null';
      outcomes.push({ json, becomesNull: findLost(answer) });
    } catch (thrown) {
      const { code, name, message } = Object(thrown);
      outcomes.push({ problem: { code: String(code ?? name ?? 'Error'), message: String(message ?? thrown) } });
    }
  }
  return outcomes;
}

/**
 * Reads the default export of a module.
 * @throws TransportError if it is no function
 */
export function readDefault(
  path: string,
  { default: found }: { readonly default?: unknown },
): (record: unknown) => unknown {
  if (typeof found === 'function') return found as (record: unknown) => unknown;
  throw new TransportError(
    'module_failed',
    `${path}: found ${typeof found} as the default export, expected a function (record) => result`,
    true,
  );
}
