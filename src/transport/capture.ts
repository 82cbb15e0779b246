import { format } from 'node:util';
import type { Level } from '../core/logger.ts';

/** Gets the arguments of a console call, and the line's level; returns true to keep them from the console. */
export type ConsoleListener = (args: readonly unknown[], level: Level) => boolean;

const listeners = new Set<ConsoleListener>();
let restore: () => void;

/** Captures the console of this process. Returns a function that ends it; several captures may run at once. */
export function captureConsole(listen: ConsoleListener): () => void {
  if (listeners.size === 0) restore = replaceConsole();
  listeners.add(listen);
  return () => {
    listeners.delete(listen);
    if (listeners.size === 0) restore();
  };
}

function replaceConsole(): () => void {
  const methods = ['debug', 'info', 'log', 'warn', 'error'] as const;
  return undoAll(
    methods.map((name) => {
      const own = console[name];
      return replace(console, name, (...args: unknown[]) => {
        const takers = [...listeners].filter((listen) => listen(args, name === 'log' ? 'info' : name));
        if (takers.length === 0) own.apply(console, args);
      });
    }),
  );
}

function undoAll(undo: readonly (() => void)[]): () => void {
  return () => {
    for (const one of undo) one();
  };
}

/** Formats the arguments of a console call as the console does. */
export function formatLine(args: readonly unknown[]): string {
  return format(...args);
}

const METHODS = ['debug', 'dir', 'error', 'info', 'log', 'table', 'trace', 'warn'] as const;

/**
 * Captures everything written to the console and to the process's streams: the functions' output would break up the
 * report. Returns a function that ends it.
 */
export function captureOutput(onText: (text: string) => void): () => void {
  return undoAll([
    ...METHODS.map((method) => replace(console, method, (...args: unknown[]) => onText(format(...args)))),
    ...[process.stdout, process.stderr].map((stream) =>
      replace(stream, 'write', (chunk: unknown, ...more: unknown[]) => {
        onText(typeof chunk === 'string' ? chunk : Buffer.from(chunk as Uint8Array).toString());
        const done = more.find((one) => typeof one === 'function');
        if (done) process.nextTick(done as () => void);
        return true;
      }),
    ),
  ]);
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
 * Captures uncaught errors, which keeps the process alive. Other listeners are removed meanwhile: some end the process.
 * Returns a function that ends it.
 */
export function captureUncaught(onThrown: (event: UncaughtEvent, thrown: unknown) => void): () => void {
  return undoAll(
    EVENTS.map((event) => {
      const others = process.listeners(event as 'uncaughtException');
      const listener = (thrown: unknown) => onThrown(event, thrown);
      process.removeAllListeners(event);
      process.on(event, listener);
      return () => {
        process.off(event, listener);
        for (const other of others) process.on(event, other);
      };
    }),
  );
}
