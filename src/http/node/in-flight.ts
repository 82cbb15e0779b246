import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { closeAfterAnswer } from './close.ts';

/** Milliseconds between two checks for due heartbeats. One timer for all: a timer for each request takes longer. */
const TICK = 1000;

const HEARTBEAT = 270_000;

/** The configuration of heartbeats, which keep the connections of long calls open. */
export interface HeartbeatConfig {
  /**
   * Milliseconds between two `102 Processing` while a call runs. Default 270 s, for balancers that wait 300 s; 0:
   * never. A request with a `Via`, `Forwarded` or `X-Forwarded-…` header gets none: its proxy might take it for the
   * answer.
   */
  readonly heartbeat?: number;
}

/** The requests in flight of a server, by their responses. */
export class InFlightRequests implements Iterable<ServerResponse> {
  stopping = false;
  /** Milliseconds between two heartbeats, or Infinity. */
  readonly #heartbeat: number;
  /** Each response with the time of its next `102 Processing`. */
  readonly #due = new Map<ServerResponse, number>();
  readonly #timer: NodeJS.Timeout;
  readonly #remove: (this: ServerResponse) => void;
  #onIdle: (() => void) | undefined;

  constructor({ heartbeat = HEARTBEAT }: HeartbeatConfig) {
    const due = this.#due;
    const notifyIfIdle = () => this.#notifyIfIdle();
    this.#heartbeat = heartbeat > 0 ? heartbeat : Infinity;
    this.#remove = function (this: ServerResponse) {
      due.delete(this);
      notifyIfIdle();
    };
    this.#timer = setInterval(() => this.#sendHeartbeats(), Math.min(this.#heartbeat, TICK)).unref();
  }

  add(outgoing: ServerResponse): void {
    this.#due.set(outgoing, performance.now() + this.#heartbeat);
    outgoing.on('close', this.#remove);
    if (this.stopping) this.closeConnections();
  }

  /** Closes every connection after its last pending answer, now and from now on: clients then connect elsewhere. */
  closeConnections(): void {
    this.stopping = true;
    const last = new Map([...this].map((outgoing) => [outgoing.req.socket, outgoing]));
    for (const outgoing of this) if (!outgoing.headersSent) outgoing.removeHeader('connection');
    for (const outgoing of last.values()) closeAfterAnswer(outgoing);
  }

  /** Whether a caller has not taken all of an answer yet. */
  isAnswering(socket: Socket): boolean {
    return [...this].some((outgoing) => outgoing.req.socket === socket && outgoing.headersSent);
  }

  /** Waits until nothing is in flight, but at most `ms` milliseconds. */
  async waitUntilIdle(ms: number): Promise<void> {
    const becameIdle = new Promise<void>((resolve) => {
      this.#onIdle = resolve;
    });
    this.#notifyIfIdle();
    await Promise.race([becameIdle, delay(ms, undefined, { ref: false })]);
  }

  /** Stops the timer after the last request. */
  stopHeartbeat(): void {
    clearInterval(this.#timer);
  }

  [Symbol.iterator](): Iterator<ServerResponse> {
    return this.#due.keys();
  }

  #notifyIfIdle(): void {
    if (this.#due.size === 0) this.#onIdle?.();
  }

  /** Writes the due heartbeats: a balancer closes a connection without traffic, even during a call. */
  #sendHeartbeats(): void {
    const now = performance.now();
    for (const [outgoing, time] of this.#due) {
      if (now < time) continue;
      this.#due.set(outgoing, now + this.#heartbeat);
      if (!outgoing.headersSent && knowsProcessing(outgoing.req)) outgoing.writeProcessing();
    }
  }
}

const FROM_PROXY = /^(via|forwarded|x-forwarded-.+)$/;

/**
 * Whether a caller takes `102 Processing` for what it is. HTTP/1.0 and Debian's nginx take it for the answer, and clients
 * behind a proxy may be of any kind.
 */
function knowsProcessing({ httpVersion, headers }: IncomingMessage): boolean {
  return httpVersion === '1.1' && !Object.keys(headers).some((name) => FROM_PROXY.test(name));
}
