import { randomUUID } from 'node:crypto';
import type { Recording } from '../recording/recording.ts';
import { type CallSummary, summarizeCall } from './call-summary.ts';

/** How much a store keeps; the oldest calls give way. */
export interface CallStoreLimits {
  /** Default: 1,000. */
  readonly calls?: number;
  /** The most characters of all recordings as JSON. The newest call is kept in any case. Default: 64 million. */
  readonly characters?: number;
}

/** What has become of a store: a call was added, and others gave way to it. */
export interface CallChange {
  readonly added: CallSummary;
  /** The ids of calls that the store no longer has. */
  readonly removed: readonly string[];
}

interface StoredCall {
  readonly summary: CallSummary;
  /** The recording as JSON: it takes a fraction of the memory that its objects would. */
  readonly json: string;
}

/** The newest calls, in memory. It holds what recordings hold: placeholders instead of secrets. */
export class CallStore {
  /** Another one in each process: numbers of calls mean nothing in the next process. */
  readonly run: string = randomUUID();
  readonly #calls = new Map<string, StoredCall>();
  readonly #listeners = new Set<(change: CallChange) => void>();
  readonly #limits: Required<CallStoreLimits>;
  #characters = 0;
  #number = 0;

  constructor({ calls = 1000, characters = 64_000_000 }: CallStoreLimits = {}) {
    this.#limits = { calls, characters };
  }

  /** The number of the oldest call that is kept; of the next call if there is none. */
  get oldest(): number {
    const [first] = this.#calls.values();
    return first?.summary.number ?? this.#number + 1;
  }

  /** Adds a call, before which the oldest give way. A recording with a known id replaces the older one. */
  add(recording: Recording): CallSummary {
    const json = JSON.stringify(recording);
    this.#remove(recording.id);
    const removed = this.#makeRoom(json.length);
    this.#number += 1;
    const added = summarizeCall(recording, this.#number);
    this.#calls.set(added.id, { summary: added, json });
    this.#characters += json.length;
    for (const listener of this.#listeners) listener({ added, removed });
    return added;
  }

  /** Reads a call; each time it is a copy. @throws Error if it is not kept */
  demand(id: string): Recording {
    const json = this.readJson(id);
    if (json !== undefined) return JSON.parse(json);
    throw new Error(`Found no call ${id}. Only the newest calls are kept, now ${this.#calls.size}.`);
  }

  /** Reads a call as JSON. Undefined if it is not kept. */
  readJson(id: string): string | undefined {
    return this.#calls.get(id)?.json;
  }

  /** Lists the calls with a higher number, oldest first. */
  list(after = 0): readonly CallSummary[] {
    return [...this.#calls.values()].map(({ summary }) => summary).filter(({ number }) => number > after);
  }

  /** Lists the calls that have a text anywhere in their recording, in capitals or not, oldest first. */
  search(text: string): readonly CallSummary[] {
    // Bodies of HTTP requests are JSON within JSON: a quote in them is written differently.
    const forms = [text, JSON.stringify(text).slice(1, -1)].map(escapePattern);
    const pattern = new RegExp(forms.join('|'), 'iu');
    return [...this.#calls.values()].filter(({ json }) => pattern.test(json)).map(({ summary }) => summary);
  }

  /** Calls the listener after each added call. Returns a function that ends this. */
  subscribe(listener: (change: CallChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #makeRoom(characters: number): string[] {
    const removed: string[] = [];
    for (const id of this.#calls.keys()) {
      if (this.#calls.size < this.#limits.calls && this.#characters + characters <= this.#limits.characters) break;
      this.#remove(id);
      removed.push(id);
    }
    return removed;
  }

  #remove(id: string): void {
    this.#characters -= this.#calls.get(id)?.json.length ?? 0;
    this.#calls.delete(id);
  }
}

function escapePattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}
