import { AsyncLocalStorage } from 'node:async_hooks';
import type { Level, LevelledLine } from '../core/logger.ts';
import type { HttpCapture } from '../recording/capture-http.ts';
import { formatLine } from './capture.ts';
import { listFindings } from './list-findings.ts';
import type { Call, CallResult, CallTrace } from './transport.ts';

/** The most lines of a call that are kept. */
const MAX_LINES = 1000;

/** A traced call in flight. */
interface OpenTrace {
  readonly logs: LevelledLine[];
  /** Lines beyond those that are kept. */
  more: number;
  kind: string | undefined;
  ms: number;
}

/** Traces calls of functions in this process. It costs nothing for other calls. */
export class CallTracer {
  readonly #open = new AsyncLocalStorage<OpenTrace>();
  #capture: Promise<HttpCapture> | undefined;
  #inFlight = 0;

  /** Keeps a line of the current call, if it is traced. */
  addLine(line: LevelledLine): void {
    if (this.#inFlight === 0) return;
    const trace = this.#open.getStore();
    if (!trace) return;
    if (trace.logs.length < MAX_LINES) trace.logs.push(line);
    else trace.more += 1;
  }

  /** Keeps a line that the current call writes to the console, if it is traced. */
  addConsole(args: readonly unknown[], level: Level): void {
    if (this.#inFlight > 0 && this.#open.getStore()) this.addLine({ level, message: formatLine(args) });
  }

  /** Takes the kind of the current call's function; the call is traced. */
  setKind(kind: string | undefined): void {
    (this.#open.getStore() as OpenTrace).kind = kind;
  }

  /** Makes a call as it was recorded, or with a trace in its result, or both. */
  async trace(sent: Call, call: (sent: Call) => Promise<CallResult>): Promise<CallResult> {
    const { records, replay } = sent;
    this.#capture ??= import('../recording/capture-http.ts').then(({ openHttpCapture }) => openHttpCapture());
    const { run } = await this.#capture;
    const trace: OpenTrace = { logs: [], more: 0, kind: undefined, ms: 0 };
    const time = async () => {
      const started = performance.now();
      const result = await call(sent);
      trace.ms = Math.round((performance.now() - started) * 100) / 100;
      return result;
    };
    this.#inFlight += 1;
    try {
      const surrounded = await surround(time, replay);
      const { result, http } = await this.#open.run(trace, () => run(surrounded.call, surrounded.answer));
      if (!records) return result;
      const findings = await listFindings(trace.kind, sent.options, result);
      return { ...result, trace: toCallTrace(trace, http, findings) };
    } finally {
      this.#inFlight -= 1;
    }
  }

  /** Ends the capture of requests. */
  async close(): Promise<void> {
    (await this.#capture)?.close();
  }
}

/** Surrounds a call with what was recorded: the answers to its requests, and its time. */
async function surround<T>(call: () => Promise<T>, replay: Call['replay']) {
  if (!replay) return { call, answer: undefined };
  const { http, ignore, at } = replay;
  const { replayHttp } = await import('../recording/replay-http.ts');
  const answer = replayHttp(http, ignore);
  if (at === undefined) return { call, answer };
  const { freezeDate } = await import('../recording/freeze-date.ts');
  return { call: () => freezeDate(Date.parse(at), call), answer };
}

function toCallTrace(
  { kind, logs, more, ms }: OpenTrace,
  http: CallTrace['http'],
  findings: readonly string[],
): CallTrace {
  const last: LevelledLine[] = more > 0 ? [{ level: 'warn', message: `${more} more lines were not kept` }] : [];
  return { ...(kind !== undefined && { kind }), logs: [...logs, ...last], http, findings, ms };
}
