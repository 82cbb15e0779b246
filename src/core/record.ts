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

  constructor(invocation: Invocation, logger: Logger, cold: boolean) {
    this.#invocation = invocation;
    this.#logger = logger;
    this.#cold = cold;
  }

  answered(delivery: Delivery): void {
    writeLine(this.#logger, 'info', 'call answered', () => this.#line(this.#end(delivery)));
  }

  failed({ problems, refused, cause }: ExtensionError): void {
    this.#write('error', 'call failed', () => this.#end({ refused, problems, stack: stackOf(cause) }));
  }

  /** What a contract has to say of a call that is let through all the same. */
  complained(complaints: readonly string[]): void {
    this.#write('warn', 'contract broken', () => ({ complaints }));
  }

  /** An answer or an error that came when the call had been answered. */
  late(what: 'answer' | 'error', thrown?: unknown): void {
    this.#write('warn', `late ${what} ignored`, () =>
      what === 'error' ? { problems: problemsOf(thrown), stack: stackOf(thrown) } : {},
    );
  }

  /** The function's own logger. */
  get log(): CallLog {
    return forLevels((level) => (message, fields) => this.#write(level, textOf(message), () => ({ ...fields })));
  }

  #write(level: Level, message: string, fields: () => object): void {
    const line = () => redact({ ...this.#line(fields()), message }, secretsOf(this.#invocation.options));
    writeLine(this.#logger, level, message, line);
  }

  #end(fields: object): object {
    return { ms: Math.round((performance.now() - this.#started) * 100) / 100, coldStart: this.#cold, ...fields };
  }

  #line(fields: object): object {
    const { ids, options } = this.#invocation;
    const address = addressOf(this.#invocation);
    const line: Record<string, unknown> = address.diy ? { diy: true } : {};
    const put = (from: object, wanted: RegExp) => {
      for (const [key, value] of Object.entries(from)) {
        if (value && typeof value === 'string' && wanted.test(key)) line[key] ??= value.slice(0, LONGEST);
      }
    };
    put({ ...address, kind: this.kind, ...ids }, /^(type|function|kind|\w+Id)$/);
    if (options && typeof options === 'object' && !Array.isArray(options)) {
      const { connection } = options as { connection?: { _id?: unknown } | null };
      put(options, /^_\w+Id$/);
      put({ _connectionId: connection?._id }, /Id/);
    }
    return { ...line, ...fields };
  }
}
