import type { Logger, LogLine } from 'integrator-extension-lambda';
import { onTestFinished, vi } from 'vitest';

/** Makes a logger that keeps its lines as `[level, line]`. */
export function keepLines(): { logger: Logger; lines: [keyof Logger, LogLine][] } {
  const lines: [keyof Logger, LogLine][] = [];
  const keep = (level: keyof Logger) => (line: LogLine) => void lines.push([level, line]);
  return { logger: { debug: keep('debug'), info: keep('info'), warn: keep('warn'), error: keep('error') }, lines };
}

/** Keeps the lines on the process's streams during one test, each parsed as JSON. */
export function keepStreams(): Record<string, unknown>[] {
  const lines: Record<string, unknown>[] = [];
  const keep = (text: unknown) => {
    lines.push(JSON.parse(String(text)));
    return true;
  };
  for (const stream of [process.stdout, process.stderr]) {
    const spy = vi.spyOn(stream, 'write').mockImplementation(keep);
    onTestFinished(() => spy.mockRestore());
  }
  return lines;
}
