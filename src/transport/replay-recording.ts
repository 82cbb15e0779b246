import { type CallDifference, compareRecording } from '../recording/compare-recording.ts';
import { createRecording } from '../recording/create-recording.ts';
import type { Recording } from '../recording/recording.ts';
import type { Problem } from '../shared/errors.ts';
import { invalidOptions, invalidResponse } from '../shared/failures.ts';
import type { CallFailure, CallResult, SentAddress, Transport } from './transport.ts';

/** How a recorded call is made again. */
export interface RepeatSettings {
  /** Places whose differences do not count: `response[*].at`, `http[*].body.nonce`. Default: none. */
  readonly ignore?: readonly string[];
  /** The time at which Date stands still: `true` for that of the recording, or ISO 8601. Default: it goes on. */
  readonly at?: string | true;
}

/** A recorded call that was made again. */
export interface ReplayedRecording {
  /** The call as it would be recorded now, without secrets. */
  readonly now: Recording;
  readonly differences: readonly CallDifference[];
}

/**
 * Makes a recorded call again, with the answers to its requests from the recording, and compares both. Placeholders of
 * secrets stand for themselves.
 * @param timeout milliseconds that the call has
 * @throws TransportError if the call does not reach the function
 * @throws SecretLeftError if what the call did cannot be shown without a secret
 */
export async function replayRecording(
  { call }: Pick<Transport, 'call'>,
  recording: Recording,
  { ignore = [], at, timeout }: RepeatSettings & { readonly timeout: number },
): Promise<ReplayedRecording> {
  const { address, options, http, source, when } = recording;
  const time = at === true ? when : at;
  const result = await call({
    address: address as SentAddress,
    options: JSON.stringify(options),
    timeout,
    records: true,
    replay: { http, ignore, ...(time !== undefined && { at: time }) },
  });
  const { trace } = result;
  const now = createRecording({ source, address, options, ...toOutcome(recording, result), ms: 0, ...trace });
  return { now, differences: compareRecording(recording, now, ignore) };
}

function toOutcome(recording: Recording, result: CallResult): Pick<Recording, 'response' | 'problems' | 'stack'> {
  if ('errors' in result) return toFailure(result);
  const problems = toViolations(recording, result.trace?.findings ?? []);
  return problems ? { problems } : { response: JSON.parse(result.response || 'null') };
}

function toFailure({ errors, stack }: CallFailure) {
  return { problems: errors, ...(stack !== undefined && { stack }) };
}

/** The broken rules fail the call if its host enforced contracts when it was recorded, as its problems show. */
function toViolations({ problems = [] }: Recording, findings: readonly string[]): readonly Problem[] | undefined {
  const isEnforced = problems.some(({ code }) => code === 'invalid_options' || code === 'invalid_response');
  if (!isEnforced || findings.length === 0) return undefined;
  const ofOptions = findings.filter((sentence) => /^(\w+ )?options\b/.test(sentence));
  return ofOptions.length > 0 ? ofOptions.map(invalidOptions) : findings.map(invalidResponse);
}
