import { enforce } from '../../../contracts/enforce.ts';
import type { ExchangeResult } from '../../../lambda/exchange.ts';
import type { Refusal } from '../../../shared/errors.ts';
import { type LevelledLine, openInProcess } from '../../../transport/in-process.ts';
import type { SentAddress } from '../../../transport/transport.ts';
import type { LoadedModule } from '../../module.ts';

/** One call, as it is sent. */
export interface CallSpec {
  readonly address: SentAddress;
  readonly options: unknown;
  /** Milliseconds it has. */
  readonly timeout: number;
}

/** What a call was answered with, and what was logged on the way. */
export interface CallReport {
  readonly reply: ExchangeResult;
  readonly ms: number;
  /** The function's own lines. */
  readonly logs: readonly LevelledLine[];
  /** Where NaN or Infinity stood, which has become null. */
  readonly becomesNull?: string;
  /** Where the response was refused, and what was found there. */
  readonly refused?: Refusal;
  /** Of what the function threw. */
  readonly stack?: string;
}

/** Makes a call through a module's Lambda handler, contracts enforced, or through that of a bundle as it is. */
export async function callLocally(loaded: LoadedModule, { options, ...call }: CallSpec): Promise<CallReport> {
  const logs: LevelledLine[] = [];
  const transport = openInProcess(loaded, { contracts: enforce, onLine: (line) => logs.push(line) });
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
