import { type ExtensionError, type Problem, problemsOf, textOf } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { type Level, type Logger, writeLine } from './log.ts';
import { blot, redact, secretsOf } from './redact.ts';
import { addressOf, type Target } from './resolve.ts';
import type { Delivery } from './response.ts';

/** The logger a function gets with its call: every line carries the call's ids and none of its secrets. */
export type CallLog = { readonly [L in Level]: (message: string, fields?: Record<string, unknown>) => void };

/** Longer names and ids are cut: an address is the caller's, and a line must stay a line. */
const LONGEST = 256;
const ID = /^_[a-zA-Z]+Id$/;

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
  #fields: Record<string, unknown> | undefined;
  #secrets: string[] | undefined;

  constructor(invocation: Invocation, logger: Logger, cold: boolean) {
    this.#invocation = invocation;
    this.#logger = logger;
    this.#cold = cold;
  }

  found(target: Target): void {
    this.kind = target.kind;
  }

  answered({ bytes, nonFinite }: Delivery): void {
    const nulls = nonFinite ? { becomesNull: nonFinite } : {};
    this.#write('info', 'call answered', () => ({ ...this.#end(), bytes, ...nulls }));
  }

  failed(error: ExtensionError): void {
    this.#write('error', 'call failed', () => ({
      ...this.#end(),
      ...(redact(error.details ?? {}, this.secrets) as object),
      ...this.#said(error.problems, error.cause),
    }));
  }

  /** What a contract has to say of a call that is let through all the same. */
  complained(complaints: readonly string[]): void {
    this.#write('warn', 'contract broken', () => ({ complaints: redact(complaints, this.secrets) }));
  }

  /** An answer or an error that came when the call had been answered. */
  late(what: string, thrown?: unknown): void {
    this.#write('warn', `${what} ignored: the call had been answered`, () =>
      thrown === undefined ? {} : this.#said(problemsOf(thrown), thrown),
    );
  }

  /** The function's own logger. */
  get log(): CallLog {
    const write = (level: Level) => (message: string, fields?: Record<string, unknown>) =>
      this.#write(level, blot(textOf(message), this.secrets), () => redact(fields ?? {}, this.secrets) as object);
    return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
  }

  /** Looked for when there is text that may hold one: most calls have none. */
  get secrets(): readonly string[] {
    this.#secrets ??= secretsOf(this.#invocation.options);
    return this.#secrets;
  }

  #write(level: Level, message: string, more: () => object): void {
    writeLine(this.#logger, level, message, () => {
      this.#fields ??= fieldsOf(this.#invocation, this.kind);
      return { ...this.#fields, ...more() };
    });
  }

  #end(): object {
    return { ms: Math.round((performance.now() - this.#started) * 100) / 100, coldStart: this.#cold };
  }

  #said(problems: readonly Problem[], thrown: unknown): object {
    const stack = thrown instanceof Error ? { stack: blot(textOf(thrown.stack), this.secrets) } : {};
    return { problems: redact(problems, this.secrets), ...stack };
  }
}

function fieldsOf(invocation: Invocation, kind: string | undefined): Record<string, unknown> {
  const address = addressOf(invocation);
  const fields: Record<string, unknown> = {};
  const put = (key: string, value: unknown) => {
    if (typeof value === 'string' && value !== '')
      fields[key] = value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
  };
  put('type', address.type);
  put('function', address.function);
  put('kind', kind);
  if (address.diy) fields.diy = true;
  else put('_connectorId', address._connectorId);
  put('_reqId', address._reqId);
  put('traceId', address.traceId);
  for (const [key, value] of Object.entries(invocation.ids ?? {})) put(key, value);
  const { options } = invocation;
  if (typeof options !== 'object' || options === null) return fields;
  for (const key in options) {
    if (ID.test(key) && !(key in fields)) put(key, (options as Record<string, unknown>)[key]);
  }
  if (!fields._connectionId)
    put('_connectionId', (options as { connection?: { _id?: unknown } | null }).connection?._id);
  return fields;
}
