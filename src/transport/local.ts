import { createHandler } from '../adapters/lambda.ts';
import { forLevels, type LogLine } from '../core/log.ts';
import type { Refusal } from '../errors.ts';
import { problemsOf } from '../errors.ts';
import { createLambdaContext, type LambdaHandler, readErrors } from '../testing/exchange.ts';
import type { Answered, Call, Hearing, Transport } from './call.ts';
import { hearConsole, lineOf } from './console.ts';
import type { Loaded } from './module.ts';

/** What a bundle's handler keeps of a sandbox's time for itself; one of our own keeps nothing. */
const MARGIN = 500;

/** What the host itself says of a call that has ended. */
interface Ended {
  readonly becomesNull?: string;
  readonly refused?: Refusal;
}

/** Calls functions in this process, through the Lambda handler of a module, or that of a bundle as it is. */
export function openLocal({ config, handler: bundled }: Loaded, { onLog }: Hearing = {}): Transport {
  // What makes a response refused is not on the wire, but in the host's own line.
  const ended = new Map<unknown, Ended>();
  const isOwn = (line: LogLine) => {
    const own = 'coldStart' in line && /^call (answered|failed)$/.test(line.message) && ended.has(line.awsRequestId);
    if (own) ended.set(line.awsRequestId, line as Ended);
    return own;
  };
  const logger = forLevels((level) => (line: LogLine) => {
    if (isOwn(line)) return;
    const text = JSON.stringify({ ...line, level });
    onLog ? onLog(text) : console[level](text);
  });
  const release = hearConsole((said) => {
    if (bundled && isOwn(structured(said[0]))) return true;
    onLog?.(lineOf(said));
    return onLog !== undefined;
  });
  const handler: LambdaHandler = bundled ?? createHandler({ ...config, logger, deadlineMargin: 0 });

  const call = async ({ address, options, timeout }: Call): Promise<Answered> => {
    const context = createLambdaContext(address, countDown(timeout + (bundled ? MARGIN : 0)));
    const { awsRequestId } = context;
    ended.set(awsRequestId, {});
    try {
      const answered = await handler(JSON.parse(options), context);
      return { response: JSON.stringify(answered) ?? 'null', becomesNull: ended.get(awsRequestId)?.becomesNull };
    } catch (thrown) {
      return { errors: readErrors(thrown) ?? problemsOf(thrown), refused: ended.get(awsRequestId)?.refused };
    } finally {
      ended.delete(awsRequestId);
    }
  };
  return { call, close: async () => release() };
}

/** A line of the host's, which a bundle writes to its console as JSON, or as an object where the runtime writes JSON. */
function structured(said: unknown): LogLine {
  if (typeof said !== 'string') return { message: '', ...Object(said) };
  try {
    return { message: '', ...JSON.parse(said) };
  } catch {
    return { message: '' };
  }
}

/** Whole milliseconds, as Lambda counts them, from when they are first asked for. */
function countDown(ms: number): () => number {
  let until: number | undefined;
  return () => {
    const now = performance.now();
    until ??= now + ms;
    return Math.max(0, Math.round(until - now));
  };
}
