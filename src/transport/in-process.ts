import { createExtension, type Extension } from '../core/extension.ts';
import type { ContractChecker } from '../core/kind.ts';
import { type LevelledLine, type LogLine, mapLevels } from '../core/logger.ts';
import { createLambdaContext, type LambdaHandler } from '../lambda/exchange.ts';
import { createHandler } from '../lambda/handler.ts';
import type { Refusal } from '../shared/errors.ts';
import { DEADLINE_MARGIN } from '../shared/limits.ts';
import { callExtension } from './call-extension.ts';
import { callHandler } from './call-handler.ts';
import { CallTracer } from './call-tracer.ts';
import { captureConsole, formatLine } from './capture.ts';
import type { LoadedModule } from './load-module.ts';
import { type Call, type CallResult, type Transport, toEnvelope } from './transport.ts';

/** The settings of calls in this process. */
export interface InProcessSettings {
  /** Checks the calls of a module against its contracts. A bundle brings its own checker, or none. */
  readonly contracts?: ContractChecker;
  /** Gets each line that functions log by their call's logger. Default: the console, as on Lambda. */
  readonly onLine?: (line: LevelledLine) => void;
  /** Gets each line that functions write to the console. Default: the console. */
  readonly onConsole?: (line: string) => void;
}

/** The facts of an ended call that only the host's own line has. */
interface Ended {
  readonly kind?: string;
  readonly becomesNull?: string;
  readonly refused?: Refusal;
  readonly stack?: string;
}

/** Calls functions in this process, through a module's Lambda handler or a bundle's own. */
export function openInProcess({ config, handler: bundled }: LoadedModule, settings: InProcessSettings = {}): Transport {
  const { contracts, onLine, onConsole } = settings;
  // The wire does not carry where a response was refused; the host's own line does.
  const ended = new Map<unknown, Ended>();
  const keep = (line: LogLine) => void ended.set(line.awsRequestId ?? line._reqId, line as Ended);
  const say = onLine ?? ((line: LevelledLine) => console[line.level](JSON.stringify(line)));
  const tracer = new CallTracer();
  const logger = mapLevels((level) => (line: LogLine) => {
    tracer.addLine({ ...line, level });
    say({ ...line, level });
  });
  const release = captureConsole((said, level) => {
    if (bundled && isHostLine(said[0], ended, keep)) return true;
    tracer.addConsole(said, level);
    onConsole?.(formatLine(said));
    return onConsole !== undefined;
  });
  const hostLogger = { ...logger, info: keep, error: keep };
  const own = { ...config, ...(contracts && { contracts }), logger, hostLogger, deadlineMargin: 0 };
  const handler: LambdaHandler = bundled ?? createHandler(own as Parameters<typeof createHandler>[0]);

  let extension: Extension | undefined;

  const callOnLambda = (sent: Call, id: string) => {
    // A bundle's handler reserves its own margin.
    const remaining = countDown(sent.timeout + (bundled ? DEADLINE_MARGIN : 0));
    // A bundle has no other handler: as an event, an envelope has everything that a server is sent.
    const isEnvelope = sent.stack === 'server';
    const context = createLambdaContext(isEnvelope ? {} : sent.address, remaining, id);
    return callHandler(handler, isEnvelope ? toEnvelope(sent.address, sent.options) : sent.options, context);
  };
  const callOnServer = (sent: Call, id: string) => {
    extension ??= createExtension(own);
    return callExtension(extension, sent, id);
  };
  const makeCall = async (sent: Call): Promise<CallResult> => {
    const id = sent.ids?.awsRequestId ?? crypto.randomUUID();
    ended.set(id, {});
    const isOnServer = sent.stack === 'server' && !bundled;
    const result = await (isOnServer ? callOnServer(sent, id) : callOnLambda(sent, id));
    const { becomesNull, refused, stack, kind } = ended.get(id) as Ended;
    ended.delete(id);
    if (sent.records) tracer.setKind(kind);
    return 'errors' in result ? { ...result, refused, stack } : { ...result, becomesNull };
  };
  const call = (sent: Call) => (sent.records || sent.replay ? tracer.trace(sent, makeCall) : makeCall(sent));
  const close = async () => {
    release();
    await tracer.close();
  };
  return { call, close };
}

/**
 * Recognises the line with which a bundle's host ends a call: it has the call's id and `coldStart`. A bundle writes it
 * to its console as JSON, or as an object where the runtime writes JSON.
 */
function isHostLine(said: unknown, ended: ReadonlyMap<unknown, Ended>, keep: (line: LogLine) => void): boolean {
  const line = toObject(said);
  const isOwn = typeof line.coldStart === 'boolean' && ended.has(line.awsRequestId);
  if (isOwn) keep(line);
  return isOwn;
}

function toObject(said: unknown): LogLine {
  if (typeof said !== 'string') return { message: '', ...Object(said) };
  try {
    return { message: '', ...JSON.parse(said) };
  } catch {
    return { message: '' };
  }
}

/** Counts whole milliseconds down, as Lambda does, starting when it is first asked. */
function countDown(ms: number): () => number {
  let until: number | undefined;
  return () => {
    const now = performance.now();
    until ??= now + ms;
    return Math.max(0, Math.round(until - now));
  };
}
