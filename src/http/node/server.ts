import { Console } from 'node:console';
import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolveConfig } from '../../core/config.ts';
import { type Logger, mapLevels, writeLine } from '../../core/logger.ts';
import { installUncaughtHandlers } from '../../core/uncaught.ts';
import { readProblems } from '../../shared/errors.ts';
import { malformedRequest } from '../../shared/failures.ts';
import { flushOutput } from '../../shared/flush-output.ts';
import { stringify } from '../../shared/intrinsics.ts';
import { HttpFailure, rejectRequest } from '../answer.ts';
import type { AppConfig } from '../app.ts';
import type { ServerParts } from '../call.ts';
import { createAuthorizer } from '../token.ts';
import { Arrivals } from './arrivals.ts';
import { type DrainConfig, drain } from './drain.ts';
import { type HeartbeatConfig, InFlightRequests } from './in-flight.ts';
import { readLogFields } from './incoming-call.ts';
import { createListener, send } from './listener.ts';
import { answerSocketErrors, hasOneHost } from './socket-errors.ts';

/** The configuration of a server. All times are in milliseconds. */
export interface ServerConfig extends AppConfig, DrainConfig, HeartbeatConfig {
  /** Default 8080; 0 for any free port. */
  readonly port?: number;
  /** The address to listen at. Default 127.0.0.1: only a proxy on this machine reaches it. */
  readonly host?: string;
  /** Time for a request to arrive, and for a caller to take its answer. Default 315 s; 0: no limit. */
  readonly requestTimeout?: number;
  /** Time for the headers to arrive, at most that of the request. Default 305 s; 0: no limit. */
  readonly headersTimeout?: number;
  /** Time that a connection is kept for its next request. Default 301 s. */
  readonly keepAliveTimeout?: number;
  /** Whether SIGTERM and SIGINT close the server and end the process. Default true. */
  readonly signals?: boolean;
}

/** A listening server. */
export interface ExtensionServer {
  /** The server's URL on this machine, without a final slash. */
  readonly url: string;
  /** The port that it listens at. */
  readonly port: number;
  /** Stops the server after its calls in flight. Resolves once every connection is closed. */
  close(): Promise<void>;
}

const PORT = 8080;
const HOST = '127.0.0.1';
const REQUEST_TIMEOUT = 315_000;
const HEADERS_TIMEOUT = 305_000;
const KEEP_ALIVE_TIMEOUT = 301_000;
/** Milliseconds between Node's checks for slow requests, unless a limit is shorter. */
const CHECKING_INTERVAL = 30_000;

/**
 * Runs an extension's app on a server of its own. The process survives uncaught errors of functions. Rejects with the
 * wire's message and `code` if the configuration is wrong or has no system token: such a server would look healthy and
 * answer no call. Rejects too if the address is in use.
 */
export function createServer(config: ServerConfig): Promise<ExtensionServer> {
  return startServer(config);
}

/** Runs a server as `createServer` does, with parts of a tool in the place of its own. */
export async function startServer(given: ServerConfig, parts: ServerParts = {}): Promise<ExtensionServer> {
  demandConfig(given, parts);
  const logger = given?.logger ?? createStreamLogger();
  const config = { ...given, logger };
  const inFlight = new InFlightRequests(config);
  const server = serve(config, inFlight, parts);
  const arrivals = new Arrivals(server);
  await listen(server, config);
  const { port, address } = server.address() as AddressInfo;
  const url = `http://${formatHostName(address)}:${port}`;
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= drain(server, arrivals, inFlight, logger, config).finally(unlisten);
    return closed;
  };
  const unlisten = config.signals === false ? () => {} : closeOnSignals(close);
  writeLine(logger, 'info', 'server listening', () => ({ url }));
  return { url, port, close };
}

/** @throws ExtensionError with the `code` of the first problem */
function demandConfig(config: ServerConfig, { authorize }: ServerParts): void {
  let { failure } = resolveConfig(config);
  try {
    if (!failure && !authorize) createAuthorizer(config.systemToken);
  } catch (noToken) {
    failure = noToken;
  }
  if (failure) throw Object.assign(failure as Error, { code: readProblems(failure)[0]?.code });
}

function serve(
  config: ServerConfig & { readonly logger: Logger },
  inFlight: InFlightRequests,
  parts: ServerParts,
): Server {
  const listener = createListener(config, () => ({ stopping: inFlight.stopping }), parts);
  const { requestTimeout = REQUEST_TIMEOUT, keepAliveTimeout = KEEP_ALIVE_TIMEOUT, logger } = config;
  const { headersTimeout = Math.min(HEADERS_TIMEOUT, requestTimeout || Infinity) } = config;
  const connectionsCheckingInterval = Math.min(CHECKING_INTERVAL, ...[headersTimeout, requestTimeout].filter(Boolean));
  const server = createHttpServer(
    {
      requestTimeout,
      headersTimeout,
      keepAliveTimeout,
      connectionsCheckingInterval,
      // Node would answer without a body.
      requireHostHeader: false,
    },
    (incoming, outgoing) => {
      installUncaughtHandlers(logger);
      inFlight.add(outgoing);
      const failure = hasOneHost(incoming)
        ? parts.checkHost?.(String(incoming.headers.host))
        : new HttpFailure(400, malformedRequest());
      if (!failure) return listener(incoming, outgoing);
      send(outgoing, rejectRequest(failure, logger, readLogFields(incoming)));
    },
  );
  server.timeout = requestTimeout;
  // A caller that does not take its answer is cut off; one that waits for it is not.
  server.on('timeout', (socket) => {
    if (inFlight.isAnswering(socket)) socket.destroy();
  });
  answerSocketErrors(server, inFlight, logger);
  return server;
}

function listen(server: Server, { port = PORT, host = HOST }: ServerConfig): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Formats an address for a URL. `localhost` replaces "all addresses". */
function formatHostName(address: string): string {
  if (address === '::' || address === '0.0.0.0') return 'localhost';
  return address.includes(':') ? `[${address}]` : address;
}

/** Closes the server on the first signal. The second one ends the process at once, because it has no listener. */
function closeOnSignals(close: () => Promise<void>): () => void {
  const stop = () => {
    unlisten();
    // Handles that functions leave open would keep the process alive.
    close()
      .then(flushOutput)
      .then(() => process.exit(0));
  };
  const unlisten = () => {
    process.off('SIGTERM', stop);
    process.off('SIGINT', stop);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  return unlisten;
}

/**
 * Makes the default logger of a server: lines of JSON on the process's streams. The global console also sends each line
 * to a debugger, which doubles the time of a line even without a debugger.
 */
export function createStreamLogger(): Logger {
  const streams = new Console(process.stdout, process.stderr);
  return mapLevels((level) => (line) => streams[level](stringify({ ...line, level })));
}
