import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { type Logger, writeLine } from '../../core/logger.ts';
import { serverStopping } from '../../shared/failures.ts';
import { toAnswer } from '../answer.ts';
import type { InFlightRequests } from './in-flight.ts';
import { send } from './listener.ts';

/** How a server stops. All times are in milliseconds. */
export interface DrainConfig {
  /**
   * Between the first sign of the end, a 503 of `/readyz`, and the moment from which no connection is taken: what a
   * balancer needs to send its requests elsewhere. Default 0.
   */
  readonly drainDelay?: number;
  /** How long running calls then have to finish, before they are answered with a 503. Default 25 s. */
  readonly closeTimeout?: number;
}

const CLOSE_TIMEOUT = 25_000;

/** Stops a server; what it works on is finished first. */
export async function drain(
  server: Server,
  work: InFlightRequests,
  logger: Logger,
  config: DrainConfig,
): Promise<void> {
  work.stop();
  await delay(config.drainDelay ?? 0);
  const closed = new Promise((resolve) => server.close(resolve));
  await work.idle(config.closeTimeout ?? CLOSE_TIMEOUT);
  const unfinished = [...work];
  for (const outgoing of unfinished) send(outgoing, toAnswer(503, { errors: [serverStopping()] }));
  // What is left are connections on which nothing, or no whole request, has ever been sent.
  server.closeAllConnections();
  await closed;
  work.end();
  const level = unfinished.length > 0 ? 'warn' : 'info';
  writeLine(logger, level, 'server stopped', () => ({ unfinished: unfinished.length }));
}
