import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { type Logger, writeLine } from '../../core/logger.ts';
import { serverStopping } from '../../shared/failures.ts';
import { toAnswer } from '../answer.ts';
import type { InFlightRequests } from './in-flight.ts';
import { send } from './listener.ts';

/** The times of a server's stop, in milliseconds. */
export interface DrainConfig {
  /**
   * Time between the first 503 of `/readyz` and the end of listening: a balancer needs it to redirect its requests.
   * Default 0.
   */
  readonly drainDelay?: number;
  /** Time for the calls in flight to finish after that, before they are answered with a 503. Default 25 s. */
  readonly closeTimeout?: number;
}

const CLOSE_TIMEOUT = 25_000;

/** Stops a server after its calls in flight. */
export async function drain(
  server: Server,
  inFlight: InFlightRequests,
  logger: Logger,
  config: DrainConfig,
): Promise<void> {
  inFlight.closeConnections();
  await delay(config.drainDelay ?? 0);
  const closed = new Promise((resolve) => server.close(resolve));
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
