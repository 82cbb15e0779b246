import { forLevels, type Level, type Logger } from '../../src/core/logger.ts';

/** A line as it was logged. */
export type Logged = { readonly level: Level } & Record<string, unknown>;

/** A logger that keeps its lines. */
export function createMemory(): { logger: Logger; lines: Logged[] } {
  const lines: Logged[] = [];
  const logger: Logger = forLevels((level) => (line) => void lines.push({ level, ...line }));
  return { logger, lines };
}
