import type { Server } from 'node:http';
import { type Logger, writeLine } from '../../core/logger.ts';
import { serverStopping } from '../../shared/failures.ts';
import { toAnswer } from '../answer.ts';
import type { Arrivals } from './arrivals.ts';
import type { InFlightRequests } from './in-flight.ts';
import { send } from './listener.ts';

/** The times of a server's stop, in milliseconds. */
export interface DrainConfig {
  /**
   * The longest time between the first 503 of `/readyz` and the end of listening: a balancer needs it to redirect its
   * requests. The server ends it when no connection has come for 500 ms. Default 5 s.
   */
  readonly drainDelay?: number;
  /** Time for the calls in flight to finish after that, before they are answered with a 503. Default 25 s. */
  readonly closeTimeout?: number;
}

const DRAIN_DELAY = 5000;
const CLOSE_TIMEOUT = 25_000;

/** Stops a server after its calls in flight. */
export async function drain(
  server: Server,
  arrivals: Arrivals,
  inFlight: InFlightRequests,
  logger: Logger,
  config: DrainConfig,
): Promise<void> {
  inFlight.closeConnections();
  await arrivals.waitForQuiet(config.drainDelay ?? DRAIN_DELAY);
  await arrivals.emptyQueue();
  const closed = new Promise((resolve) => server.close(resolve));
  await arrivals.waitForRequests();
  await inFlight.waitUntilIdle(config.closeTimeout ?? CLOSE_TIMEOUT);
  const unfinished = [...inFlight];
  for (const outgoing of unfinished) send(outgoing, toAnswer(503, { errors: [serverStopping()] }));
  // The remaining connections have never sent a whole request.
  server.closeAllConnections();
  await closed;
  inFlight.stopHeartbeat();
  const level = unfinished.length > 0 ? 'warn' : 'info';
  writeLine(logger, level, 'server stopped', () => ({ unfinished: unfinished.length }));
}
