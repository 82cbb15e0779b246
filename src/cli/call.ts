import { createHandler } from '../adapters/lambda.ts';
import { enforce } from '../contracts/judge.ts';
import { forLevels, type Level, type LogLine } from '../core/log.ts';
import type { Refusal } from '../errors.ts';
import { createLambdaContext, exchange, type Reply } from '../testing/exchange.ts';
import type { SentAddress } from '../transport/address.ts';
import type { Loaded } from './module.ts';

/** One call, as it is sent. */
export interface Call {
  readonly address: SentAddress;
  readonly options: unknown;
  /** Milliseconds it has. */
  readonly timeout: number;
}

/** What a call was answered with, and what was logged on the way. */
export interface Called {
  readonly reply: Reply;
  readonly ms: number;
  /** The function's own lines. */
  readonly logs: readonly (LogLine & { readonly level: Level })[];
  /** Where NaN or Infinity stood, which has become null. */
  readonly becomesNull?: string;
  /** Where the response was refused, and what was found there. */
  readonly refused?: Refusal;
  /** Of what the function threw. */
  readonly stack?: string;
}

/** What a bundle's handler keeps of a sandbox's time for itself; one of our own keeps nothing. */
const MARGIN = 500;

/** Makes a call through a module's Lambda handler, contracts enforced, or through that of a bundle as it is. */
export async function callLocally({ config, handler }: Loaded, { address, options, timeout }: Call): Promise<Called> {
  const lines: (LogLine & { readonly level: Level })[] = [];
  const logger = forLevels((level) => (line: LogLine) => void lines.push({ ...line, level }));
  const called = handler ?? createHandler({ ...config, contracts: enforce, logger, deadlineMargin: 0 });
  const remaining = countDown(timeout + (handler ? MARGIN : 0));
  const started = performance.now();
  const reply = await exchange(called, options, createLambdaContext(address, remaining));
  const ms = Math.round((performance.now() - started) * 10) / 10;
  // What makes a response refused is not on the wire, but in the host's own line.
  const isOwn = (line: LogLine) => 'coldStart' in line && /^call (answered|failed)$/.test(line.message);
  const { becomesNull, refused, stack } = (lines.find(isOwn) ?? {}) as Partial<Called>;
  return { reply, ms, logs: lines.filter((line) => !isOwn(line)), ...defined({ becomesNull, refused, stack }) };
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

function defined<T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
