import { format } from 'node:util';
import { forLevels, type Level } from '../core/logger.ts';

/** Hears what is written to the console; returns whether it is to be kept from it. */
export type ConsoleListener = (said: readonly unknown[]) => boolean;

const hearers = new Set<ConsoleListener>();
let restore: () => void;

/** Hears what is written to the console of this process, until the function that is returned is called. */
export function captureConsole(hear: ConsoleListener): () => void {
  if (hearers.size === 0) restore = replaceConsole();
  hearers.add(hear);
  return () => {
    hearers.delete(hear);
    if (hearers.size === 0) restore();
  };
}

function replaceConsole(): () => void {
  const { debug, info, log, warn, error } = console;
  const own = { debug, info, log, warn, error };
  const heard =
    (name: Level | 'log') =>
    (...said: unknown[]) => {
      const kept = [...hearers].filter((hear) => hear(said));
      if (kept.length === 0) own[name].apply(console, said);
    };
  Object.assign(console, { ...forLevels(heard), log: heard('log') });
  return () => void Object.assign(console, own);
}

/** What was said, in the words of the console. */
export function formatLine(said: readonly unknown[]): string {
  return format(...said);
}

const METHODS = ['debug', 'dir', 'error', 'info', 'log', 'table', 'trace', 'warn'] as const;

/**
 * Hears all that is written to the console and to the process's streams, instead of letting it through: what functions
 * say would stand in the midst of the report.
 * @returns what ends it
 */
export function captureOutput(hear: (text: string) => void): () => void {
  const undo = [
    ...METHODS.map((method) => replace(console, method, (...args: unknown[]) => hear(format(...args)))),
    ...[process.stdout, process.stderr].map((stream) =>
      replace(stream, 'write', (chunk: unknown, ...more: unknown[]) => {
        hear(typeof chunk === 'string' ? chunk : Buffer.from(chunk as Uint8Array).toString());
        const done = more.find((one) => typeof one === 'function');
        if (done) process.nextTick(done as () => void);
        return true;
      }),
    ),
  ];
  return () => {
    for (const one of undo) one();
  };
}

function replace<T extends object, K extends keyof T>(holder: T, key: K, by: unknown): () => void {
  const before = holder[key];
  holder[key] = by as T[K];
  return () => {
    holder[key] = before;
  };
}

const EVENTS = ['uncaughtException', 'unhandledRejection'] as const;

type UncaughtEvent = (typeof EVENTS)[number];

/**
 * Hears what is thrown where nobody catches it, and keeps the process alive. Other listeners hear nothing of it in the
 * meantime: some end the process.
 * @returns what ends it
 */
export function captureUncaught(hear: (event: UncaughtEvent, thrown: unknown) => void): () => void {
  const undo = EVENTS.map((event) => {
    const others = process.listeners(event as 'uncaughtException');
    const listener = (thrown: unknown) => hear(event, thrown);
    process.removeAllListeners(event);
    process.on(event, listener);
    return () => {
      process.off(event, listener);
      for (const other of others) process.on(event, other);
    };
  });
  return () => {
    for (const one of undo) one();
  };
}
