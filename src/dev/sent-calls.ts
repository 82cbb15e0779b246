import type { NamedSecret } from '../recording/list-secrets.ts';
import type { Recording } from '../recording/recording.ts';
import type { Call } from '../transport/transport.ts';

/** A call as it was sent, with its secrets. */
export interface SentCall {
  readonly call: Call;
  /** What the function is sent: a part of the event, if that is an envelope. */
  readonly content: CallContent;
  readonly secrets: readonly NamedSecret[];
  /** The path of the module. */
  readonly module: string;
  /** Makes another call of the same module. Resolves with its recording; undefined where it could not be recorded. */
  readonly send: (call: Call) => Promise<Recording | undefined>;
}

/** The address and the options of a call, whatever carried them. */
export interface CallContent {
  readonly address: object;
  /** JSON data; undefined if there are none. */
  readonly options: unknown;
}

/** The most characters of options that are kept. */
const MOST = 64_000_000;

/** The newest calls as they were sent, in memory only: they hold secrets. */
export class SentCalls {
  readonly #calls = new Map<string, SentCall>();
  #characters = 0;

  /** Keeps a call by the id of its recording; the oldest ones give way. */
  add(id: string, sent: SentCall): void {
    this.#calls.set(id, sent);
    this.#characters += sent.call.options.length;
    for (const [oldest, { call }] of this.#calls) {
      if (this.#characters <= MOST || this.#calls.size === 1) return;
      this.#calls.delete(oldest);
      this.#characters -= call.options.length;
    }
  }

  /** Finds a call by the id of its recording. @throws Error if it is no longer kept */
  demand(id: string): SentCall {
    const found = this.#calls.get(id);
    if (found) return found;
    throw new Error('The secrets of this call are no longer in memory: it cannot be made again from here.');
  }
}
