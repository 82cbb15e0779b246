import { type Level, type Logger, mapLevels } from '../../src/core/logger.ts';

/** A logged line. */
export type Logged = { readonly level: Level } & Record<string, unknown>;

/** Makes a logger that keeps its lines. */
export function createMemory(): { logger: Logger; lines: Logged[] } {
  const lines: Logged[] = [];
  const logger: Logger = mapLevels((level) => (line) => void lines.push({ level, ...line }));
  return { logger, lines };
}
