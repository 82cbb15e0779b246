import { type ExtensionError, readProblems, readStack, toText } from '../shared/errors.ts';
import type { Invocation } from '../shared/invocation.ts';
import { now } from './clock.ts';
import { type Level, type Logger, type LogLine, mapLevels, write } from './logger.ts';
import { createRedactor, parseSecrets } from './redact.ts';
import { readAddress } from './resolve.ts';
import type { Delivery } from './response.ts';

/** A function's own logger: each line carries the call's ids and none of its secrets. */
export type FunctionLogger = { readonly [L in Level]: (message: string, fields?: Record<string, unknown>) => void };

/**
 * Writes the log lines of one call: function, ids, time, problems. It never logs records, settings or licenses. It
 * looks for secrets only where there is text that may hold one.
 */
export interface CallLog {
  /** The kind of the function, once the function has been found. */
  kind?: string | undefined;
  /** The secrets in the options, read before the function can change them; see `collectSecrets`. */
  secretsJson?: string;
  readonly logAnswer: (delivery: Delivery) => void;
  readonly logFailure: (error: ExtensionError) => void;
  /** Logs an answer or an error that came after the call was answered. */
  readonly ignoreLate: (what: 'answer' | 'error', thrown?: unknown) => void;
  /** The function's own logger. */
  readonly log: FunctionLogger;
}

export function createCallLog(
  invocation: Invocation,
  logger: Logger,
  coldStart: boolean,
  hostLogger = logger,
): CallLog {
  const started = now();
  // Hundredths, computed without the text that toFixed would make.
  const ms = () => Math.round((now() - started) * 100) / 100;
  const identify = (line: LogLine) => addIds(line, invocation, callLog.kind);
  let redact: ReturnType<typeof createRedactor> | undefined;
  const writeRedacted = (to: Logger, level: Level, message: string, fields: () => object) =>
    write(to, level, () => {
      const own = identify({ message });
      redact ??= createRedactor(parseSecrets(callLog.secretsJson as string));
      return redact({ ...own, ...fields(), ...own });
    });

  const callLog: CallLog = {
    logAnswer: (delivery) =>
      write(hostLogger, 'info', () => identify({ message: 'call answered', ms: ms(), coldStart, ...delivery })),
    logFailure: (error) =>
      writeRedacted(hostLogger, 'error', 'call failed', () => ({
        ms: ms(),
        coldStart,
        refused: error.refused,
        problems: error.problems,
        stack: readStack(error.cause),
      })),
    ignoreLate: (what, thrown) =>
      writeRedacted(hostLogger, 'warn', `late ${what} ignored`, () =>
        what === 'error' ? { problems: readProblems(thrown), stack: readStack(thrown) } : {},
      ),
    log: mapLevels((level) => (message, fields) => writeRedacted(logger, level, toText(message), () => fields ?? {})),
  };
  return callLog;
}

/** Adds all names and ids of a call to its line. */
function addIds<L extends LogLine>(line: L, { address, options, ids }: Invocation, kind: string | undefined): L {
  const called = readAddress({ address });
  // For-in would visit each character of a text.
  const sent = typeof options === 'object' ? (options as { connection?: { _id?: unknown } | null } | null) : null;
  if (called.diy) (line as Record<string, unknown>).diy = true;
  copyIds(line, { ...ids, kind, type: called.type, function: called.function });
  copyIds(line, called, 'Id');
  copyIds(line, sent, 'Id', '_');
  copyIds(line, { _connectionId: sent?.connection?._id });
  return line;
}

/**
 * Copies the texts of an object to a line, filtered by the start and end of their keys. Values are the caller's: they
 * are cut after 256 characters. The type is tested first and no list is made, because this takes most of a line's time.
 */
function copyIds(line: object, from: object | null | undefined, end = '', start = ''): void {
  for (const key in from) {
    const value = (from as Record<string, unknown>)[key];
    if (typeof value === 'string' && value && key.endsWith(end) && key.startsWith(start)) {
      (line as Record<string, unknown>)[key] ??= value.slice(0, 256);
    }
  }
}
