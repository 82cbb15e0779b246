import { enforce } from '../../../contracts/enforce.ts';
import type { Reply } from '../../../lambda/exchange.ts';
import type { Refusal } from '../../../shared/errors.ts';
import { type Line, openLocal } from '../../../transport/in-process.ts';
import type { SentAddress } from '../../../transport/transport.ts';
import type { Loaded } from '../../module.ts';

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
  readonly logs: readonly Line[];
  /** Where NaN or Infinity stood, which has become null. */
  readonly becomesNull?: string;
  /** Where the response was refused, and what was found there. */
  readonly refused?: Refusal;
  /** Of what the function threw. */
  readonly stack?: string;
}

/** Makes a call through a module's Lambda handler, contracts enforced, or through that of a bundle as it is. */
export async function callLocally(loaded: Loaded, { options, ...call }: Call): Promise<Called> {
  const logs: Line[] = [];
  const transport = openLocal(loaded, { contracts: enforce, onLine: (line) => logs.push(line) });
  const started = performance.now();
  const answered = await transport.call({ ...call, options: JSON.stringify(options) }).finally(transport.close);
  const ms = Math.round((performance.now() - started) * 10) / 10;
  if ('errors' in answered) {
    const { errors, refused, stack } = answered;
    return { reply: { ok: false, errors }, ms, logs, ...(refused && { refused }), ...(stack && { stack }) };
  }
  const { response, becomesNull } = answered;
  return { reply: { ok: true, response: JSON.parse(response) }, ms, logs, ...(becomesNull && { becomesNull }) };
}
