import { type ExtensionError, problemsOf, stackOf, textOf } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { forLevels, type Level, type Logger, writeLine } from './log.ts';
import { redact, secretsOf } from './redact.ts';
import { addressOf } from './resolve.ts';
import type { Delivery } from './response.ts';

/** The logger a function gets with its call: every line carries the call's ids and none of its secrets. */
export type CallLog = { readonly [L in Level]: (message: string, fields?: Record<string, unknown>) => void };

/**
 * Writes the log lines of one call: who was called, with which ids, how long it took, what was wrong. Never records,
 * settings or licenses; secrets are only looked for where there is text that may hold one.
 */
export interface CallRecord {
  /** The kind of the function, once it has been found. */
  kind?: string | undefined;
  /** The secrets in the options as they were before the function could change them. */
  secrets?: readonly string[];
  readonly answered: (delivery: Delivery) => void;
  readonly failed: (error: ExtensionError) => void;
  /** An answer or an error came when the call had been answered. */
  readonly late: (what: 'answer' | 'error', thrown?: unknown) => void;
  /** The function's own logger. */
  readonly log: CallLog;
}

export function createRecord(invocation: Invocation, logger: Logger, coldStart: boolean): CallRecord {
  const started = performance.now();
  const end = (fields: object) => ({ ms: +(performance.now() - started).toFixed(2), coldStart, ...fields });
  const line = (fields: object) => ({ ...fields, ...fieldsOf(invocation, record.kind) });
  const write = (level: Level, message: string, fields: () => object) =>
    writeLine(logger, level, message, () =>
      redact({ ...line(fields()), message }, record.secrets ?? secretsOf(invocation.options)),
    );
  const say = (level: Level) => (message: string, fields?: object) => write(level, textOf(message), () => fields ?? {});

  const record: CallRecord = {
    answered: (delivery) => writeLine(logger, 'info', 'call answered', () => line(end(delivery))),
    failed: (error) =>
      write('error', 'call failed', () =>
        end({ refused: error.refused, problems: error.problems, stack: stackOf(error.cause) }),
      ),
    late: (what, thrown) =>
      write('warn', `late ${what} ignored`, () =>
        what === 'error' ? { problems: problemsOf(thrown), stack: stackOf(thrown) } : {},
      ),
    log: forLevels(say),
  };
  return record;
}

function fieldsOf({ address, options, ids }: Invocation, kind: string | undefined): object {
  const called = addressOf({ address });
  const fields: Record<string, unknown> = called.diy ? { diy: true } : {};
  // Names and ids are the caller's, and a line must stay a line: long ones are cut. The kind of value is asked first and
  // no list is made: this is done for every call, and was most of what its line took.
  const put = (from: object | null, wanted: RegExp) => {
    for (const key in from) {
      const value = (from as Record<string, unknown>)[key];
      if (typeof value === 'string' && value && wanted.test(key)) fields[key] ??= value.slice(0, 256);
    }
  };
  put({ ...ids, kind }, /./);
  put(called, /^(type|function|\w+Id)$/);
  // A text is not walked, character by character.
  const sent = typeof options === 'object' ? (options as { connection?: { _id?: unknown } | null } | null) : null;
  put(sent, /^_\w+Id$/);
  put({ _connectionId: sent?.connection?._id }, /./);
  return fields;
}
