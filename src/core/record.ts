import { type ExtensionError, problemsOf, stackOf, textOf } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { forLevels, type Level, type Logger, writeLine } from './log.ts';
import { redact, secretsOf } from './redact.ts';
import { addressOf } from './resolve.ts';
import type { Delivery } from './response.ts';

/** The logger a function gets with its call: every line carries the call's ids and none of its secrets. */
export type CallLog = { readonly [L in Level]: (message: string, fields?: Record<string, unknown>) => void };

/** Longer names and ids are cut: an address is the caller's, and a line must stay a line. */
const LONGEST = 256;

/**
 * What is known of one call, for its log lines: who was called, with which ids, since when. Never records, settings or
 * licenses; secrets are only looked for once there is text that may hold one.
 */
export class CallRecord {
  kind: string | undefined;
  readonly #invocation: Invocation;
  readonly #logger: Logger;
  readonly #cold: boolean;
  readonly #started = performance.now();
  #fields: object | undefined;

  constructor(invocation: Invocation, logger: Logger, cold: boolean) {
    this.#invocation = invocation;
    this.#logger = logger;
    this.#cold = cold;
  }

  answered(delivery: Delivery): void {
    writeLine(this.#logger, 'info', 'call answered', () => ({ ...this.#address(), ...this.#end(), ...delivery }));
  }

  failed({ problems, refused, cause }: ExtensionError): void {
    this.#write('error', 'call failed', () => ({ ...this.#end(), refused, problems, stack: stackOf(cause) }));
  }

  /** What a contract has to say of a call that is let through all the same. */
  complained(complaints: readonly string[]): void {
    this.#write('warn', 'contract broken', () => ({ complaints }));
  }

  /** An answer that came when the call had been answered. */
  answeredLate(): void {
    this.#write('warn', 'late answer ignored', () => ({}));
  }

  /** An error that came when the call had been answered. */
  failedLate(thrown: unknown): void {
    this.#write('warn', 'late error ignored', () => ({ problems: problemsOf(thrown), stack: stackOf(thrown) }));
  }

  /** The function's own logger. */
  get log(): CallLog {
    return forLevels((level) => (message, fields) => this.#write(level, textOf(message), () => ({ ...fields })));
  }

  #write(level: Level, message: string, more: () => object): void {
    const { options } = this.#invocation;
    writeLine(this.#logger, level, message, () =>
      redact({ ...this.#address(), message, ...more() }, secretsOf(options)),
    );
  }

  #address(): object {
    this.#fields ??= fieldsOf(this.#invocation, this.kind);
    return this.#fields;
  }

  #end(): object {
    return { ms: Math.round((performance.now() - this.#started) * 100) / 100, coldStart: this.#cold };
  }
}

function fieldsOf(invocation: Invocation, kind: string | undefined): object {
  const { type, function: name, diy, _connectorId, _reqId, traceId } = addressOf(invocation);
  const options =
    Array.isArray(invocation.options) || typeof invocation.options !== 'object' ? {} : Object(invocation.options);
  const fields: Record<string, unknown> = diy ? { diy: true } : {};
  const put = (said: object) => {
    for (const [key, value] of Object.entries(said)) {
      if (typeof value === 'string' && value && !fields[key]) fields[key] = value.slice(0, LONGEST);
    }
  };
  put({ type, function: name, kind, _reqId, traceId, ...invocation.ids });
  if (!diy) put({ _connectorId });
  for (const key in options) if (/^_\w+Id$/.test(key)) put({ [key]: options[key] });
  put({ _connectionId: options.connection?._id });
  return fields;
}
