import type { Server, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { type Logger, writeLine } from '../core/log.ts';
import { serverStopping } from '../failures.ts';
import { toAnswer } from './http-answer.ts';
import { send } from './http-listener.ts';

/** How a server stops. */
export interface DrainConfig {
  /**
   * Milliseconds between the first sign of the end, a 503 of `/readyz`, and the moment from which no connection is
   * taken: what a balancer needs to send its requests elsewhere. Default 0.
   */
  readonly drainDelay?: number;
  /** Milliseconds that running calls then have to finish, before they are answered with a 503. Default 25 s. */
  readonly closeTimeout?: number;
}

const CLOSE_TIMEOUT = 25_000;
/** Milliseconds that the last answers of all have to be taken by their clients. */
const LAST = 1000;

/** The requests that a server is working on, by their responses, until it stops. */
export class Work implements Iterable<ServerResponse> {
  stopping = false;
  readonly #running = new Set<ServerResponse>();
  #idle: (() => void) | undefined;

  begin(outgoing: ServerResponse): void {
    this.#running.add(outgoing);
    if (this.stopping) closeAfterwards(outgoing);
    outgoing.once('close', () => {
      this.#running.delete(outgoing);
      this.#tell();
    });
  }

  /** From here on every answer ends its connection, so that clients make their next ones elsewhere. */
  stop(): void {
    this.stopping = true;
    for (const outgoing of this.#running) closeAfterwards(outgoing);
  }

  /** Waits until nothing is running, but not for longer than some milliseconds. */
  async idle(ms: number): Promise<void> {
    const idle = new Promise<void>((resolve) => {
      this.#idle = resolve;
    });
    this.#tell();
    await Promise.race([idle, delay(ms, undefined, { ref: false })]);
  }

  [Symbol.iterator](): Iterator<ServerResponse> {
    return this.#running.values();
  }

  #tell(): void {
    if (this.#running.size === 0) this.#idle?.();
  }
}

/** Has the connection closed once the answer is sent. */
export function closeAfterwards(outgoing: ServerResponse): void {
  if (!outgoing.headersSent) outgoing.setHeader('connection', 'close');
}

/** Stops a server; what it works on is finished first. */
export async function drain(server: Server, work: Work, logger: Logger, config: DrainConfig): Promise<void> {
  work.stop();
  await delay(config.drainDelay ?? 0);
  const closed = new Promise((resolve) => server.close(resolve));
  await work.idle(config.closeTimeout ?? CLOSE_TIMEOUT);
  const unfinished = [...work];
  for (const outgoing of unfinished) send(outgoing, toAnswer(503, { errors: [serverStopping()] }));
  if (unfinished.length > 0) await work.idle(LAST);
  // What is left are connections on which nothing, or no whole request, has ever been sent.
  server.closeAllConnections();
  await closed;
  writeLine(logger, unfinished.length > 0 ? 'warn' : 'info', 'server stopped', () => ({ unfinished: unfinished.length }));
}
