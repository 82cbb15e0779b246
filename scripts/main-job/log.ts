import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { format } from 'node:util';

/** Sends what the function logs, a line a call, to a file, where it doesn't come between our own lines. */
export function collectLog(file: string): string {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '');
  for (const level of ['debug', 'info', 'log', 'warn', 'error'] as const) {
    console[level] = (...said: unknown[]) => appendFileSync(file, `${format(...said)}\n`);
  }
  return file;
}
