import { format } from 'node:util';
import { forLevels, type Level } from '../core/log.ts';

/** Hears what is written to the console; returns whether it is to be kept from it. */
export type Hear = (said: readonly unknown[]) => boolean;

const hearers = new Set<Hear>();
let restore: () => void;

/** Hears what is written to the console of this process, until the function that is returned is called. */
export function hearConsole(hear: Hear): () => void {
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
export function lineOf(said: readonly unknown[]): string {
  return format(...said);
}
