import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { closeAfterAnswer } from './close.ts';

/** Milliseconds between two checks for due heartbeats: a timer for each request would take longer. */
const TICK = 1000;

const HEARTBEAT = 270_000;

/** The heartbeat of connections whose calls take long. */
export interface HeartbeatConfig {
  /**
   * Milliseconds between two `102 Processing` while a call runs. Default 270 s, for balancers that wait 300 s; 0:
   * never.
   */
  readonly heartbeat?: number;
}

/** The requests in flight of a server, by their responses. */
export class InFlightRequests implements Iterable<ServerResponse> {
  stopping = false;
  /** Milliseconds, or Infinity. */
  readonly heartbeat: number;
  /** Each response with the time of its next `102 Processing`. */
  readonly #running = new Map<ServerResponse, number>();
  readonly #looking: NodeJS.Timeout;
  readonly #forget: (this: ServerResponse) => void;
  #idle: (() => void) | undefined;

  constructor({ heartbeat = HEARTBEAT }: HeartbeatConfig) {
    const running = this.#running;
    const tell = () => this.#tell();
    this.heartbeat = heartbeat > 0 ? heartbeat : Infinity;
    this.#forget = function (this: ServerResponse) {
      running.delete(this);
      tell();
    };
    this.#looking = setInterval(() => this.#beat(), Math.min(this.heartbeat, TICK)).unref();
  }

  add(outgoing: ServerResponse): void {
    this.#running.set(outgoing, performance.now() + this.heartbeat);
    outgoing.on('close', this.#forget);
    if (this.stopping) this.closeConnections();
  }

  /** Ends every connection with its last due answer from here on: its client opens the next one elsewhere. */
  closeConnections(): void {
    this.stopping = true;
    const last = new Map([...this].map((outgoing) => [outgoing.req.socket, outgoing]));
    for (const outgoing of this) if (!outgoing.headersSent) outgoing.removeHeader('connection');
    for (const outgoing of last.values()) closeAfterAnswer(outgoing);
  }

  /** Waits until nothing is in flight, but no longer than some milliseconds. */
  async waitUntilIdle(ms: number): Promise<void> {
    const idle = new Promise<void>((resolve) => {
      this.#idle = resolve;
    });
    this.#tell();
    await Promise.race([idle, delay(ms, undefined, { ref: false })]);
  }

  /** Stops the heartbeat, once no request can come any more. */
  stopHeartbeat(): void {
    clearInterval(this.#looking);
  }

  [Symbol.iterator](): Iterator<ServerResponse> {
    return this.#running.keys();
  }

  #tell(): void {
    if (this.#running.size === 0) this.#idle?.();
  }

  /** A balancer cuts an idle connection, however busy the server is. */
  #beat(): void {
    const now = performance.now();
    for (const [outgoing, due] of this.#running) {
      if (now < due) continue;
      this.#running.set(outgoing, now + this.heartbeat);
      // Clients older than HTTP/1.1 would take it for the answer.
      if (!outgoing.headersSent && outgoing.req.httpVersion === '1.1') outgoing.writeProcessing();
    }
  }
}
