import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { Handler, Kind, Problem, ResponseOf } from 'integrator-extension-lambda';

/** What has become of the records given to one function. */
export interface Counts {
  in?: number;
  out?: number;
  ignored?: number;
  errors?: number;
}

/** All calls of one function. */
export interface Tally extends Counts {
  calls: number;
  ms: number;
  bytes: number;
}

const ARTIFACT = new URL('../../dist/handlers/diy/index.mjs', import.meta.url);
const TIMEOUT = 300_000;

/** The place of integrator.io: calls functions of the deployed handler, and keeps count. */
export class Platform {
  readonly tallies = new Map<string, Tally>();
  readonly errors: string[] = [];
  readonly #handler: Handler;

  constructor(handler: Handler) {
    this.#handler = handler;
  }

  /**
   * Calls a function with a token of its own. Options and response are JSON on their way, as they are when deployed.
   * @throws Error naming the function and what it failed with
   */
  async call<K extends Kind>(name: string, options: object): Promise<ResponseOf<K>> {
    const sent = JSON.stringify({ bearerToken: randomUUID(), ...options });
    const started = performance.now();
    const received = await this.#invoke(name, sent);
    const tally = this.#tallyOf(name);
    tally.calls += 1;
    tally.ms += performance.now() - started;
    tally.bytes += Buffer.byteLength(sent) + Buffer.byteLength(received);
    return JSON.parse(received);
  }

  /** Adds to a function's counts. */
  count(name: string, counts: Counts): void {
    const tally = this.#tallyOf(name);
    for (const [key, value] of Object.entries(counts) as [keyof Counts, number][]) {
      tally[key] = (tally[key] ?? 0) + value;
    }
  }

  /** Keeps errors that the flow ends up with. Returns how many there are. */
  report(name: string, errors: readonly Problem[] = []): number {
    this.errors.push(...errors.map(({ code, message }) => `${name}: ${code}: ${message}`));
    return errors.length;
  }

  async #invoke(name: string, sent: string): Promise<string> {
    const deadline = performance.now() + TIMEOUT;
    const context = {
      clientContext: { diy: true, function: name, _reqId: randomUUID() },
      awsRequestId: randomUUID(),
      getRemainingTimeInMillis: () => deadline - performance.now(),
    };
    try {
      const response = await this.#handler(JSON.parse(sent), context as unknown as Parameters<Handler>[1]);
      return JSON.stringify(response);
    } catch (thrown) {
      throw new Error(`${name} failed: ${reasonsOf(thrown)}`);
    }
  }

  #tallyOf(name: string): Tally {
    const tally = this.tallies.get(name) ?? { calls: 0, ms: 0, bytes: 0 };
    this.tallies.set(name, tally);
    return tally;
  }
}

function reasonsOf(thrown: unknown): string {
  const { errors }: { errors: readonly Problem[] } = JSON.parse(String(thrown));
  return errors.map(({ code, message }) => `${code}: ${message}`).join('; ');
}

/** @throws Error where the handler has not been built */
export async function loadPlatform(): Promise<Platform> {
  if (!existsSync(ARTIFACT)) throw new Error('dist/handlers/diy/index.mjs is missing: run "npm run build" first.');
  const { handler }: { handler: Handler } = await import(ARTIFACT.href);
  return new Platform(handler);
}
