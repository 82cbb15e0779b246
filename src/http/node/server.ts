import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { forLevels, type Logger, writeLine } from '../../core/logger.ts';
import { installUncaughtHandlers } from '../../core/uncaught.ts';
import { stringify } from '../../shared/intrinsics.ts';
import type { AppConfig } from '../app.ts';
import { type DrainConfig, drain } from './drain.ts';
import { type HeartbeatConfig, InFlightRequests } from './in-flight.ts';
import { createListener } from './listener.ts';
import { answerSocketErrors } from './socket-errors.ts';

/** What a server is made of. All times are in milliseconds. */
export interface ServerConfig extends AppConfig, DrainConfig, HeartbeatConfig {
  /** Default 8080; 0 for any that is free. */
  readonly port?: number;
  /** The address to listen at. Default 127.0.0.1, and all there are where NODE_ENV is production. */
  readonly host?: string;
  /** How long a request may take to arrive, and a caller to take its answer. Default 315 s; 0: for ever. */
  readonly requestTimeout?: number;
  /** How long its headers may take; no longer than all of it. Default 305 s; 0: for ever. */
  readonly headersTimeout?: number;
  /** How long a connection is kept for the next request. Default 301 s. */
  readonly keepAliveTimeout?: number;
  /** Whether SIGTERM and SIGINT close the server and end the process. Default true. */
  readonly signals?: boolean;
}

/** A server that listens. */
export interface ExtensionServer {
  /** Where it is to be reached from this machine, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Stops it: calls that run are finished first. Resolves once every connection is closed. */
  close(): Promise<void>;
}

const PORT = 8080;
const REQUEST_TIMEOUT = 315_000;
const HEADERS_TIMEOUT = 305_000;
const KEEP_ALIVE_TIMEOUT = 301_000;
/** How often node looks for requests that take too long, unless they may take less. */
const CHECKING_INTERVAL = 30_000;

/**
 * Runs the app of an extension on a server of its own, and keeps the process alive whatever a function throws.
 * Rejects where there is no system token, and where the address is taken.
 */
export async function createServer(given: ServerConfig): Promise<ExtensionServer> {
  const logger = given?.logger ?? createStreamLogger();
  const config = { ...given, logger };
  const work = new InFlightRequests(config);
  const server = serve(config, work);
  await listen(server, config);
  const { port, address } = server.address() as AddressInfo;
  const url = `http://${readAddress(address)}:${port}`;
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= drain(server, work, logger, config).finally(unlisten);
    return closed;
  };
  const unlisten = config.signals === false ? () => {} : closeOnSignals(close);
  writeLine(logger, 'info', 'server listening', () => ({ url }));
  return { url, port, close };
}

function serve(config: ServerConfig & { readonly logger: Logger }, work: InFlightRequests): Server {
  const listener = createListener(config, () => ({ stopping: work.stopping }));
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
      work.add(outgoing);
      listener(incoming, outgoing);
    },
  );
  // A caller who does not take its answer is not waited for; a call that has a heartbeat is not cut by it.
  if (work.heartbeat < requestTimeout) server.timeout = requestTimeout;
  answerSocketErrors(server, work, logger);
  return server;
}

function listen(server: Server, { port = PORT, host }: ServerConfig): Promise<void> {
  const local = process.env.NODE_ENV === 'production' ? undefined : '127.0.0.1';
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: host ?? local }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** The name by which an address is reached: that of all addresses is none. */
function readAddress(address: string): string {
  if (address === '::' || address === '0.0.0.0') return 'localhost';
  return address.includes(':') ? `[${address}]` : address;
}

/** A second signal ends the process at once: after the first one nobody listens. */
function closeOnSignals(close: () => Promise<void>): () => void {
  const stop = () => {
    unlisten();
    // What a function has left open would keep the process from ending by itself.
    close().then(() => process.exit(0));
  };
  const unlisten = () => {
    process.off('SIGTERM', stop);
    process.off('SIGINT', stop);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  return unlisten;
}

const { Console } = process.getBuiltinModule('node:console');

/**
 * The logger of a server that is given none: lines of JSON on the process's streams, as the console would write them.
 * Node's own console hands every line to a debugger too, which takes as long as the line, whether one listens or not.
 */
export function createStreamLogger(): Logger {
  const streams = new Console(process.stdout, process.stderr);
  return forLevels((level) => (line) => streams[level](stringify({ ...line, level })));
}
