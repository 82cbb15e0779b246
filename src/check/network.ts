/*
 * Closes the doors through which code of a process reaches others. It keeps the mistakes of authors in, not attackers.
 */
import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import { channel } from 'node:diagnostics_channel';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import workerThreads from 'node:worker_threads';

/** One request that was blocked. */
export interface BlockedRequest {
  /** The method of HTTP, else `connect`, `lookup`, `send`, `spawn` or `worker`. */
  readonly what: string;
  /** A host, perhaps with its port, or a program. */
  readonly where: string;
}

/** The code of the errors that blocked requests fail with: that of a host that refuses connections. */
const CODE = 'ECONNREFUSED';

/** Marks the errors of blocked requests. */
const mark = Symbol('blocked');

/** What is blocked, and how a blocked request says so. */
export interface BlockSettings {
  readonly onBlocked: (request: BlockedRequest) => void;
  /** The end of each error's message: who opens no connections, and what allows them. */
  readonly reason: string;
  /** Whether connections to this machine stay open. Default: no. */
  readonly allowsLoopback?: boolean;
}

/** Blocks sockets, name lookups, datagrams, child processes and workers of this process, until it ends. */
export function blockNetwork({ onBlocked, reason, allowsLoopback = false }: BlockSettings): void {
  const block = (what: string, where: string, syscall = what): Error => {
    onBlocked({ what, where });
    const message = `${syscall} ${CODE} ${where}: ${reason}`;
    return Object.assign(new Error(message), { code: CODE, syscall, [mark]: true });
  };
  blockSockets(block, allowsLoopback);
  blockLookups(block, allowsLoopback);
  blockDatagrams(block);
  blockProcesses(block);
  syncBuiltinESMExports();
}

/** Whether an error, or one of its causes, is that of a blocked request. */
export function isBlocked(thrown: unknown): boolean {
  for (let error = thrown; error instanceof Error; error = error.cause) if (mark in error) return true;
  return false;
}

type Block = (what: string, where: string, syscall?: string) => Error;

type Holder = Record<string, unknown>;

/** The hosts of this machine, as the fake platform of a flow listens on them. */
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|\[::1\]|localhost)$/;

function blockSockets(block: Block, allowsLoopback: boolean): void {
  const methods = new Map<string, string>();
  const keep = (host: unknown, method: unknown) => void methods.set(String(host).replace(/:\d+$/, ''), String(method));
  channel('http.client.request.created').subscribe((message) => {
    const { request } = message as { request: { host: string; method: string } };
    keep(request.host, request.method);
  });
  channel('undici:request:create').subscribe((message) => {
    const { request } = message as { request: { origin: string; method: string } };
    keep(new URL(request.origin).hostname, request.method);
  });
  const { connect } = net.Socket.prototype;
  net.Socket.prototype.connect = function (this: net.Socket, ...given: unknown[]) {
    const { host, port, path } = readTarget(given);
    if (allowsLoopback && path === undefined && LOOPBACK.test(host)) return Reflect.apply(connect, this, given);
    const where = path ?? `${host}:${port}`;
    // Later: a request of HTTP is published after it has asked for its connection.
    process.nextTick(() => this.destroy(block(methods.get(host) ?? 'connect', where, 'connect')));
    return this;
  };
}

/** Reads the target of a connection from the arguments of `connect`, which Node's own callers pass as one list. */
function readTarget(given: readonly unknown[]): { host: string; port: unknown; path: string | undefined } {
  const [first, second] = Array.isArray(given[0]) ? given[0] : given;
  if (typeof first !== 'object' || first === null) {
    const isPath = typeof first === 'string' && !/^\d+$/.test(first);
    return { host: typeof second === 'string' ? second : 'localhost', port: first, path: isPath ? first : undefined };
  }
  const { host, hostname, port, path } = first as Holder;
  return {
    host: String(host ?? hostname ?? 'localhost'),
    port,
    path: port === undefined ? (path as string) : undefined,
  };
}

function blockLookups(block: Block, allowsLoopback: boolean): void {
  const names = (holder: object) => Object.keys(holder).filter((name) => /^(lookup|resolve|reverse)/.test(name));
  const isOpen = (host: unknown) => allowsLoopback && LOOPBACK.test(String(host));
  for (const holder of [dns, dns.Resolver.prototype] as unknown as Holder[]) {
    for (const name of names(holder)) {
      const own = holder[name] as (...given: unknown[]) => unknown;
      holder[name] = function (this: unknown, host: unknown, ...more: unknown[]) {
        if (isOpen(host)) return Reflect.apply(own, this, [host, ...more]);
        const callback = more.at(-1) as (error: Error) => void;
        const error = block('lookup', String(host));
        process.nextTick(() => callback(error));
        return undefined;
      };
    }
  }
  for (const holder of [dns.promises, dns.promises.Resolver.prototype] as unknown as Holder[]) {
    for (const name of names(holder)) {
      const own = holder[name] as (...given: unknown[]) => unknown;
      holder[name] = async function (this: unknown, ...given: unknown[]) {
        if (isOpen(given[0])) return Reflect.apply(own, this, given);
        throw block('lookup', String(given[0]));
      };
    }
  }
}

function blockDatagrams(block: Block): void {
  const { prototype } = dgram.Socket as unknown as { prototype: Holder };
  for (const name of ['bind', 'connect', 'send']) {
    prototype[name] = function (this: dgram.Socket) {
      const error = block('send', 'a datagram socket');
      process.nextTick(() => this.emit('error', error));
      return this;
    };
  }
}

function blockProcesses(block: Block): void {
  const { prototype } = childProcess.ChildProcess as unknown as { prototype: Holder };
  prototype.spawn = ({ file }: { file?: string } = {}) => {
    throw block('spawn', String(file));
  };
  for (const name of ['spawnSync', 'execSync', 'execFileSync']) {
    (childProcess as unknown as Holder)[name] = (file: unknown) => {
      throw block('spawn', String(file));
    };
  }
  (workerThreads as unknown as Holder).Worker = class {
    constructor(file: unknown) {
      throw block('worker', String(file));
    }
  };
}
