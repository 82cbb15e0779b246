import { format } from 'node:util';
import { forLevels, type Level } from '../core/log.ts';

/** Takes what is written to the console; returns whether it is to be kept from it. */
export type Hear = (said: readonly unknown[], level: Level) => boolean;

const hearers = new Set<Hear>();
let restore: (() => void) | undefined;

/** Hears what is written to the console of this process, until the function that is returned is called. */
export function hearConsole(hear: Hear): () => void {
  restore ??= replaceConsole();
  hearers.add(hear);
  return () => {
    hearers.delete(hear);
    if (hearers.size > 0) return;
    restore?.();
    restore = undefined;
  };
}

function replaceConsole(): () => void {
  const { debug, info, log, warn, error } = console;
  const own = { debug, info, log, warn, error };
  const taking =
    (level: Level, write: (...said: unknown[]) => void) =>
    (...said: unknown[]) => {
      const taken = [...hearers].filter((hear) => hear(said, level));
      if (taken.length === 0) write.apply(console, said);
    };
  Object.assign(console, { ...forLevels((level) => taking(level, own[level])), log: taking('info', log) });
  return () => void Object.assign(console, own);
}

/** What was said, as the console would write it. */
export function lineOf(said: readonly unknown[]): string {
  return format(...said);
}
