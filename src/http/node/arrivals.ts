import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises';

/** Milliseconds without a new connection after which a stopping server expects no more. */
const QUIET = 500;

/** Milliseconds in which a new connection may send its first request to a stopping server. */
const GRACE = 500;

/** Milliseconds of a turn of the event loop in which nothing happened. */
const IDLE_TURN = 0.1;

/** The most milliseconds in which a stopping server empties its accept queue. */
const MAX_EMPTYING = 1000;

/** The new connections of a server: its stop waits for them, so that no call is lost. */
export class Arrivals {
  #count = 0;
  #last = Number.NEGATIVE_INFINITY;
  /** The connections without a request so far, with the time of their arrival. */
  readonly #fresh = new Map<Socket, number>();

  constructor(server: Server) {
    server.on('connection', (socket: Socket) => {
      this.#count += 1;
      this.#last = performance.now();
      this.#fresh.set(socket, this.#last);
      socket.once('close', () => this.#fresh.delete(socket));
    });
    server.on('request', ({ socket }) => this.#fresh.delete(socket));
  }

  /** Waits until no connection has come for 500 ms, but at most `most` milliseconds. */
  async waitForQuiet(most: number): Promise<void> {
    const end = performance.now() + most;
    for (;;) {
      const left = Math.min(this.#last + QUIET, end) - performance.now();
      if (left <= 0) return;
      await delay(left);
    }
  }

  /**
   * Accepts the connections that wait in the system's queue: closing the server would reset them. It is empty after a turn
   * of the event loop that accepted none and did nothing else, during which others could have come.
   */
  async emptyQueue(): Promise<void> {
    const end = performance.now() + MAX_EMPTYING;
    for (let before = performance.now(); before < end; ) {
      const seen = this.#count;
      await turn();
      const now = performance.now();
      if (seen === this.#count && now - before < IDLE_TURN) return;
      before = now;
    }
  }

  /** Waits for the first requests of new connections. */
  async waitForRequests(): Promise<void> {
    for (;;) {
      const youngest = Math.max(...this.#fresh.values());
      const left = youngest + GRACE - performance.now();
      if (!(left > 0)) return;
      await delay(Math.min(left, 20));
    }
  }
}
