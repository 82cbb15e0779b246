import { type ExtensionError, readProblems, readStack, toText } from '../shared/errors.ts';
import { stringify } from '../shared/intrinsics.ts';
import type { Invocation } from '../shared/invocation.ts';
import { now } from './clock.ts';
import type { KindMark } from './kind.ts';
import { type Level, type Logger, type LogLine, mapLevels, write } from './logger.ts';
import { createRedactor, findSecrets } from './redact.ts';
import { readAddress } from './resolve.ts';
import type { Delivery } from './response.ts';

/** A function's own logger: each line carries the call's ids and none of its secrets. */
export type FunctionLogger = { readonly [L in Level]: (message: string, fields?: Record<string, unknown>) => void };

/**
 * Writes the log lines of one call: function, ids, time, problems. It never logs records, settings or licenses. It
 * looks for secrets only where there is text that may hold one, and a line has at most 256 KB.
 */
export interface CallLog {
  /** The kind of the function, once the function has been found. */
  kind?: string | undefined;
  /** Counts the records of the answered call, if its kind has some. */
  count?: ReturnType<NonNullable<KindMark['count']>> | undefined;
  /** The secrets in the options, read before the function can change them. */
  secrets: readonly string[];
  readonly logAnswer: (delivery: Delivery, response?: unknown) => void;
  readonly logFailure: (error: ExtensionError) => void;
  /** Logs an answer or an error that came after the call was answered. */
  readonly ignoreLate: (what: 'answer' | 'error', thrown?: unknown) => void;
  /** The function's own logger. */
  readonly log: FunctionLogger;
}

/** The most characters of a line's JSON, and of one text in it: a character has at most 6 bytes, and a line 256 KB. */
const LINE_LIMIT = 40_000;

type ReadFields = () => object | undefined | false;

export function createCallLog(
  invocation: Invocation,
  logger: Logger,
  coldStart: boolean,
  hostLogger = logger,
): CallLog {
  const started = now();
  // Hundredths, computed without the text that toFixed would make.
  const ms = () => Math.round((now() - started) * 100) / 100;
  let redact: ReturnType<typeof createRedactor> | undefined;
  // Fields that cannot be written (a getter threw, too many levels) never cost the line. Plain ones hold no text.
  const writeCall = (to: Logger, level: Level, message: string, fields: ReadFields, isPlain?: boolean) =>
    write(to, level, () => {
      const identify = <L extends object>(line: L) => addIds(line, invocation, callLog.kind);
      if (isPlain) return identify({ message, ...fields() });
      const ids = identify({});
      redact ??= createRedactor([...callLog.secrets, ...findSecrets(invocation.options)], LINE_LIMIT);
      let line: LogLine;
      try {
        line = { ...redact({ ...fields(), message }), ...ids };
      } catch (thrown) {
        line = { ...redact({ message, cut: toText(thrown) }), ...ids };
      }
      const cut = stringify(line);
      return cut.length < LINE_LIMIT ? line : { ...redact({ message: line.message.slice(0, 256), cut }), ...ids };
    });

  const callLog: CallLog = {
    secrets: [],
    logAnswer: (delivery, response) =>
      writeCall(
        hostLogger,
        'info',
        'call answered',
        () => ({ ms: ms(), coldStart, ...delivery, records: callLog.count?.(response) }),
        !delivery.becomesNull,
      ),
    logFailure: (error) =>
      writeCall(hostLogger, 'error', 'call failed', () => ({
        ms: ms(),
        coldStart,
        refused: error.refused,
        problems: error.problems,
        stack: readStack(error.cause),
      })),
    ignoreLate: (what, thrown) =>
      writeCall(
        hostLogger,
        'warn',
        `late ${what} ignored`,
        () => what === 'error' && { problems: readProblems(thrown), stack: readStack(thrown) },
      ),
    log: mapLevels((level) => (message, fields) => writeCall(logger, level, toText(message), () => fields)),
  };
  return callLog;
}

/** Adds all names and ids of a call to its line. */
function addIds<L extends object>(line: L, { address, options, ids }: Invocation, kind: string | undefined): L {
  const called = readAddress({ address });
  // For-in would visit each character of a text.
  const sent = typeof options === 'object' ? (options as { connection?: { _id?: unknown } | null } | null) : null;
  if (called.diy) (line as Record<string, unknown>).diy = true;
  copyIds(line, ids);
  copyIds(line, { kind, type: called.type, function: called.function });
  copyIds(line, called, 'Id');
  copyIds(line, sent, 'Id', '_');
  if (sent?.connection) copyIds(line, { _connectionId: sent.connection._id });
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
