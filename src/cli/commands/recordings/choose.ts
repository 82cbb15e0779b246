import pMap from 'p-map';
import { formatFunctionPath } from '../../../core/inventory.ts';
import type { Recording } from '../../../recording/recording.ts';
import { suggest } from '../../../shared/nearest.ts';
import { CliError } from '../../cli-error.ts';
import type { RecordingSource } from './source.ts';

/** Which recordings are meant. */
export interface RecordingFilter {
  /** The function: its name, or in a grouped module its group and its name (`hooks.tidy`). */
  readonly function?: string | undefined;
  readonly failures?: boolean | undefined;
  /** A time in ISO 8601, or how long ago: `30m`, `12h`, `7d`. */
  readonly since?: string | undefined;
  /** The newest so many. */
  readonly last?: number | undefined;
}

/** The chosen recordings, oldest first. */
export interface Chosen {
  readonly recordings: readonly Recording[];
  /** All that there are. */
  readonly total: number;
  /** Matching ones that `last` left out. */
  readonly older: number;
  /** The functions of all recordings that were read. */
  readonly functions: readonly string[];
  /** What is wrong with those that cannot be read. */
  readonly damaged: readonly string[];
}

/** Requests at a time: recordings in S3 are read one by one. */
const CONCURRENCY = 8;

/**
 * Reads the chosen recordings of a source.
 * @throws CliError if there are no recordings at all
 */
export async function chooseRecordings(
  source: RecordingSource,
  place: string,
  choice: RecordingFilter,
): Promise<Chosen> {
  const ids = await source.list();
  if (ids.length === 0) throw new CliError('no_recordings', `${place}: found no recordings, expected at least one`, 2);
  const since = choice.since === undefined ? '' : toId(readTime(choice.since));
  const damaged: string[] = [];
  const read = async (id: string) => {
    try {
      return await source.read(id);
    } catch (thrown) {
      const { code, message } = thrown as { readonly code?: unknown; readonly message: string };
      if (code !== 'invalid_recording' && code !== 'no_file') throw thrown;
      damaged.push(message);
      return undefined;
    }
  };
  const late = ids.filter((id) => id >= since);
  const isFiltered = choice.function !== undefined || choice.failures === true;
  // Without a filter on their content, only those are read that are shown.
  const few = isFiltered || choice.last === undefined ? late : late.slice(-choice.last);
  const all = (await pMap(few, read, { concurrency: CONCURRENCY })).filter((one) => one !== undefined);
  const matching = all.filter((one) => matches(one, choice));
  const recordings = choice.last === undefined ? matching : matching.slice(-choice.last);
  const older = late.length - few.length + matching.length - recordings.length;
  const functions = [...new Set(all.map(formatRecordedFunction))];
  return { recordings, total: ids.length, older, functions, damaged };
}

function matches(recording: Recording, { function: name, failures }: RecordingFilter): boolean {
  const isMeant = name === undefined || [recording.address.function, formatRecordedFunction(recording)].includes(name);
  return isMeant && (!failures || recording.problems !== undefined);
}

function formatRecordedFunction({ address: { type, function: name } }: Recording): string {
  return formatFunctionPath({ name, ...(type !== undefined && { type }) });
}

/** Formats why no recording was chosen, with the functions that there are, where one was named. */
export function formatNoMatch({ total, functions }: Chosen, { function: name }: RecordingFilter): string {
  if (name === undefined) return `none of ${total} recordings matches`;
  return `none of ${total} recordings matches; found those of ${functions.join(', ')}${suggest(name, functions)}`;
}

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function readTime(text: string): Date {
  const [, count, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const time = count === undefined ? new Date(text) : new Date(Date.now() - Number(count) * (UNITS[unit] ?? 0));
  if (!Number.isNaN(time.getTime())) return time;
  throw new CliError('wrong_usage', `--since: found ${text}, expected a time such as 2026-11-30T16:00Z, or 12h`, 2);
}

/** The start of the ids of a time: ids are in the order of time. */
function toId(time: Date): string {
  return time.toISOString().replaceAll(/[:.]/g, '-');
}
