import { toText } from '../shared/errors.ts';
import { stringify } from '../shared/intrinsics.ts';

/** One structured line; `message` is always there. */
export interface LogLine {
  /** What the line says. */
  readonly message: string;
  readonly [field: string]: unknown;
}

/** The destination of log lines. The console, Powertools' Logger and pino each fit. */
export interface Logger {
  /** Takes a line for developers. */
  debug(line: LogLine): void;
  /** Takes a line about what happened as planned: an answered call. */
  info(line: LogLine): void;
  /** Takes a line about what may be a mistake: a second answer. */
  warn(line: LogLine): void;
  /** Takes a line about a failure. */
  error(line: LogLine): void;
}

export type Level = keyof Logger;

/** A log line with its level. */
export type LevelledLine = LogLine & {
  /** How serious the line is. */
  readonly level: Level;
};

/**
 * The default logger. Each line is one line of JSON. With `AWS_LAMBDA_LOG_FORMAT=JSON` the runtime gets the object, so
 * that CloudWatch shows fields instead of escaped text.
 */
export function createConsoleLogger(): Logger {
  const structured = process.env.AWS_LAMBDA_LOG_FORMAT === 'JSON';
  return mapLevels((level) => (line: LogLine) => console[level](structured ? line : stringify({ ...line, level })));
}

/** Makes a value for each level. */
export function mapLevels<F>(make: (level: Level) => F): Record<Level, F> {
  return { debug: make('debug'), info: make('info'), warn: make('warn'), error: make('error') };
}

/** Writes a line with fields beside its message. */
export function writeLine(logger: Logger, level: Level, message: string, fields: () => object): void {
  write(logger, level, () => ({ message, ...fields() }));
}

/** Writes a line. A logger that fails, at once or later, fails no call; nor does an unreadable field. */
export function write(logger: Logger, level: Level, line: () => LogLine): void {
  try {
    const writing = logger[level](line()) as unknown as Partial<Promise<void>> | undefined;
    // Few loggers are asynchronous: a promise for each line would take as long as the line.
    writing?.catch?.(reportLostLine);
  } catch (thrown) {
    reportLostLine(thrown);
  }
}

/** The error's message is left out: it is the author's and may hold a secret. */
function reportLostLine(thrown: unknown): void {
  try {
    console.error(stringify({ level: 'error', message: 'log line lost', why: toText(thrown) }));
  } catch {
    // The console is broken as well.
  }
}
