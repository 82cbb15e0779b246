import { now } from '../core/clock.ts';
import { createConsoleLogger, type LevelledLine, type Logger, mapLevels, write } from '../core/logger.ts';
import { toInvocation } from '../lambda/event.ts';
import { toText } from '../shared/errors.ts';
import type { HttpCapture } from './capture-http.ts';
import { type MiddyCall, type RecordedInFlight, toRecordedCall } from './ended-call.ts';
import { type RecorderSettings, readSettings } from './recorder-settings.ts';
import { RecordingQueue, type SayLine } from './recording-queue.ts';

/** The middleware of a handler that records its calls. */
export interface Recorder {
  /** Begins a recording, if the call is to be recorded. */
  readonly before: (request: object) => void;
  /** Ends the recording of an answered call. */
  readonly after: (request: object) => void;
  /** Ends the recording of a failed call. */
  readonly onError: (request: object) => void;
  /** The logger to give to the handler, so that recordings have the lines and the kind of their calls. */
  readonly logger: Logger;
  /** Resolves when requests can be recorded: `http: true` loads what it needs when the recorder is made. */
  readonly ready: Promise<void>;
  /** Resolves when no recording is in memory any more. A call that awaits it takes as long as the sink. */
  readonly flush: () => Promise<void>;
}

/** Calls whose lines are collected: Lambda has one at a time, and a middleware that answers early never ends one. */
const MOST_OPEN = 50;

/**
 * Makes the middleware that records the calls of a deployed handler: `createHandler(config).use(recorder({ sink }))`. Use
 * it before other middlewares. A recording is made when the call has been answered, and the sink is not waited for. It
 * fails no call: what goes wrong is a log line.
 * @throws Error for settings that cannot be: a sample that is no share, a path that is none, a secret that is missing or
 * too short
 */
export function recorder(settings: RecorderSettings): Recorder {
  const { sample = 1, http = false, logger = createConsoleLogger() } = settings;
  const say: SayLine = (level, message, fields) => write(logger, level, () => ({ message, ...fields }));
  const queue = new RecordingQueue(settings, readSettings(settings), say);
  const calls = new WeakMap<object, RecordedInFlight>();
  const lines = new Map<string, LevelledLine[]>();
  const requests = openRequests(http, say);

  const begin = (request: MiddyCall) => {
    const { address, options } = toInvocation(request.event, request.context);
    // The function may change them.
    const json = JSON.stringify(options);
    if (!queue.hold(json?.length ?? 0)) return requests.leave();
    const [when, started, listHttp] = [new Date(), now(), requests.enter()];
    const call: RecordedInFlight = { when, started, options: json, address, lines: [], listHttp };
    calls.set(request, call);
    lines.set(request.context.awsRequestId, call.lines);
    for (const id of lines.keys()) if (lines.size > MOST_OPEN) lines.delete(id);
  };
  const end = (request: MiddyCall) => {
    const call = calls.get(request);
    if (!call) return;
    const ms = Math.round((now() - call.started) * 100) / 100;
    queue.add(call.options?.length ?? 0, () => {
      lines.delete(request.context.awsRequestId);
      const ended = toRecordedCall(call, request, ms, http);
      // The requests of the sink are none of the call.
      requests.leave();
      return ended;
    });
  };
  const guard = (work: (request: MiddyCall) => void) => (request: object) => {
    try {
      work(request as MiddyCall);
    } catch (thrown) {
      say('warn', 'call not recorded', { why: toText(thrown) });
    }
  };
  const guardedBegin = guard(begin);
  return {
    before: (request) => (sample < 1 && Math.random() >= sample ? requests.leave() : guardedBegin(request)),
    after: guard(end),
    onError: guard((request) => {
      Object.assign(calls.get(request) ?? {}, { isFailed: true });
      end(request);
    }),
    logger: mapLevels((level) => (line) => {
      if (lines.size > 0) lines.get(String(line.awsRequestId))?.push({ ...line, level });
      return logger[level](line);
    }),
    ready: requests.ready,
    flush: () => queue.flush(),
  };
}

/** The requests of calls, once the capture has been loaded. */
interface RequestCapture extends Pick<Recorder, 'ready'> {
  readonly enter: () => ReturnType<HttpCapture['enter']> | undefined;
  readonly leave: () => void;
}

function openRequests(isAsked: boolean, say: SayLine): RequestCapture {
  let capture: HttpCapture | undefined;
  const load = async () => {
    try {
      const { openHttpCapture } = await import('./capture-http.ts');
      capture = openHttpCapture();
    } catch (thrown) {
      say('warn', 'requests are not recorded', { why: toText(thrown) });
    }
  };
  return {
    ready: isAsked ? load() : Promise.resolve(),
    enter: () => capture?.enter(),
    leave: () => capture?.leave(),
  };
}
