import { type CallDifference, formatDifference } from '../recording/compare-recording.ts';
import type { Recording } from '../recording/recording.ts';

/** The most differences that a message lists. */
const MOST = 20;

/** A recorded call that was not answered as expected. Its message lists the places, with both values. */
export class RecordingMismatch extends Error {
  /** All differences between the recording and the call now. Empty where an answer was expected and the call failed. */
  readonly differences: readonly CallDifference[];
  /** The recorded response or problems: test runners show how `actual` differs. */
  readonly expected: unknown;
  /** The response or problems now. */
  readonly actual: unknown;

  constructor(recording: Recording, now: Recording, lines: readonly string[], differences: readonly CallDifference[]) {
    const more = lines.length > MOST ? [`and ${lines.length - MOST} more`] : [];
    super(
      [`${recording.address.function}, recorded as ${recording.id}:`, ...lines.slice(0, MOST), ...more].join('\n  '),
    );
    this.name = 'RecordingMismatch';
    this.differences = differences;
    this.expected = recording.problems ?? recording.response;
    this.actual = now.problems ?? now.response;
  }

  /** Makes the error of differences. */
  static ofDifferences(
    recording: Recording,
    now: Recording,
    differences: readonly CallDifference[],
  ): RecordingMismatch {
    return new RecordingMismatch(recording, now, differences.map(formatDifference), differences);
  }
}
