import Table from 'cli-table3';
import type { Recording } from '../../../recording/recording.ts';
import type { CommandIo } from '../../command.ts';
import { toPrintable } from '../../printable.ts';
import { type Chosen, formatNoMatch, type RecordingFilter } from './choose.ts';

const HEAD = ['id', 'function', 'kind', 'outcome', 'ms', 'KB', 'requests', 'findings'];

/** The columns of numbers. */
const NUMBERS = 4;

/** Prints a line for each recording. */
export function printList(chosen: Chosen, choice: RecordingFilter, io: CommandIo): void {
  const { recordings, older, damaged } = chosen;
  if (io.json) io.out(JSON.stringify(recordings.map(summarise)));
  else if (recordings.length > 0) io.out(formatTable(recordings));
  if (older > 0)
    io.err(`${older} older ${older === 1 ? 'recording is' : 'recordings are'} not shown: --last shows more`);
  if (recordings.length === 0) io.err(formatNoMatch(chosen, choice));
  for (const message of damaged) io.err(`invalid_recording  ${message}`);
}

function summarise({ options: _, response: __, logs, http, stack: ___, ...recording }: Recording): object {
  return { ...recording, logs: logs.length, http: http.length };
}

function formatTable(recordings: readonly Recording[]): string {
  const table = new Table({
    head: HEAD,
    colAligns: HEAD.map((_, column) => (column < HEAD.length - NUMBERS ? 'left' : 'right')),
    style: { head: [], border: [], compact: true },
  });
  for (const { id, address, kind = '', problems, ms, bytes, http, findings } of recordings) {
    const size = (bytes.options + bytes.response) / 1024;
    const texts = [id, address.function, kind, formatOutcome(problems)].map(toPrintable);
    table.push([...texts, ms.toFixed(1), size.toFixed(1), String(http.length), String(findings.length)]);
  }
  return table.toString();
}

/** `answered`, or the code of its first error. */
export function formatOutcome(problems: Recording['problems']): string {
  if (problems === undefined) return 'answered';
  const [first, ...more] = problems;
  return `${first?.code ?? 'failed'}${more.length > 0 ? ` and ${more.length} more` : ''}`.slice(0, 60);
}
