import { shorten } from '../shared/difference.ts';
import { formatPath } from '../shared/path.ts';
import { listDifferences } from './list-differences.ts';
import { type IsIgnored, readIgnored } from './path-pattern.ts';
import { RecordedRequests } from './recorded-requests.ts';
import type { HttpExchange, Recording } from './recording.ts';

/** A difference between a recorded call and the same call made again. */
export interface CallDifference {
  /** The place, as in the recording: `response[0].data.qty`, `problems[0].message`, `http[2]`. */
  readonly path: string;
  /** Absent: there was nothing. */
  readonly recorded?: unknown;
  /** Absent: there is nothing. */
  readonly now?: unknown;
}

/** The outcome of a call that is compared. */
export type ComparedCall = Pick<Recording, 'response' | 'problems' | 'http'>;

/**
 * Lists the differences between a recording and the same call made again: in its response or its problems, and in the
 * requests that it sent.
 * @param ignore places whose differences do not count: `response[*].at`
 * @throws Error for a place to ignore that can't be read
 */
export function compareRecording(
  recorded: ComparedCall,
  now: ComparedCall,
  ignore: readonly string[] = [],
): readonly CallDifference[] {
  const isIgnored = readIgnored(ignore);
  const outcomes = (['problems', 'response'] as const).flatMap((part) =>
    listDifferences(recorded[part], now[part], [part], { isIgnored }),
  );
  return [
    ...outcomes.map(({ keys: [root, ...keys], before, after }) => ({
      path: formatPath(String(root), keys),
      ...(before !== undefined && { recorded: before }),
      ...(after !== undefined && { now: after }),
    })),
    ...compareRequests(recorded.http, now.http, isIgnored),
  ];
}

function compareRequests(recorded: readonly HttpExchange[], now: readonly HttpExchange[], isIgnored: IsIgnored) {
  const requests = new RecordedRequests(recorded, isIgnored);
  const unknown = now.flatMap((exchange, index) => {
    const path = `http[${index}]`;
    return requests.take(exchange) || isIgnored(['http', index])
      ? []
      : [{ path, now: requests.describeUnknown(exchange) }];
  });
  const unused = requests.listUnused().flatMap(({ index, exchange }) => {
    const path = `http[${index}]`;
    return isIgnored(['http', index]) ? [] : [{ path, recorded: `${exchange.method} ${exchange.url}` }];
  });
  return [...unknown, ...unused];
}

/** Formats a difference as a line: `response[0].qty: recorded 1, now 2`. */
export function formatDifference({ path, recorded, now }: CallDifference): string {
  if (path.startsWith('http[')) return `${path}: ${now ?? `${recorded}: recorded, and not sent now`}`;
  const [before, after] = [recorded, now].map((value) => (value === undefined ? 'nothing' : shorten(value)));
  return `${path}: recorded ${before}, now ${after}`;
}
