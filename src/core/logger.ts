import { toText } from '../shared/errors.ts';
import { stringify } from '../shared/intrinsics.ts';

/** One structured line. Whatever else it says, it has a message. */
export interface LogLine {
  readonly message: string;
  readonly [field: string]: unknown;
}

/** Where lines go. The console, Powertools' Logger and pino all are one. */
export interface Logger {
  debug(line: LogLine): void;
  info(line: LogLine): void;
  warn(line: LogLine): void;
  error(line: LogLine): void;
}

export type Level = keyof Logger;

/**
 * The logger used when none is configured. Each line is one line of JSON; where the runtime writes JSON itself
 * (`AWS_LAMBDA_LOG_FORMAT=JSON`), it is handed the object, so that CloudWatch shows fields and no escaped text.
 */
export function createConsoleLogger(): Logger {
  const structured = process.env.AWS_LAMBDA_LOG_FORMAT === 'JSON';
  return forLevels((level) => (line: LogLine) => console[level](structured ? line : stringify({ ...line, level })));
}

/** One function for each level. */
export function forLevels<F>(make: (level: Level) => F): Record<Level, F> {
  return { debug: make('debug'), info: make('info'), warn: make('warn'), error: make('error') };
}

/** Writes a line that says more than its message. */
export function writeLine(logger: Logger, level: Level, message: string, fields: () => object): void {
  write(logger, level, () => ({ message, ...fields() }));
}

/** Writes a line. Neither a logger that fails, at once or later, nor a field that cannot be read may fail a call. */
export function write(logger: Logger, level: Level, line: () => LogLine): void {
  try {
    const writing = logger[level](line()) as unknown as Partial<Promise<void>> | undefined;
    // Few loggers write later: promises of ours for each line would take as long as the line.
    writing?.catch?.(reportLostLine);
  } catch (thrown) {
    reportLostLine(thrown);
  }
}

/** The message is not repeated: it is the author's, and may hold a secret that has not been blotted out yet. */
function reportLostLine(thrown: unknown): void {
  try {
    console.error(stringify({ level: 'error', message: 'log line lost', why: toText(thrown) }));
  } catch {
    // The console is broken as well.
  }
}
