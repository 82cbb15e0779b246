import Table from 'cli-table3';
import type { Progress } from './flow.ts';
import type { Platform, Tally } from './platform.ts';

/** Shows how far the flow has come: on a terminal in one line that is rewritten, elsewhere in a line a page. */
export function createProgress(to: NodeJS.WriteStream = process.stdout) {
  return {
    show({ pages, exported, imported }: Progress) {
      const line = `page ${pages}: ${exported} orders exported, ${imported} imported`;
      to.write(to.isTTY ? `\r\x1b[K${line}` : `${line}\n`);
    },
    end() {
      if (to.isTTY) to.write('\r\x1b[K');
    },
  };
}

const HEAD = ['function', 'calls', 'in', 'out', 'ignored', 'errors', 'ms', 'KB'];
/** As many errors as are read rather than scrolled past. */
const MOST_ERRORS = 5;

/** Prints what each function did, and the first of the errors. */
export function printReport({ tallies, errors }: Platform, to: NodeJS.WritableStream = process.stdout): void {
  const table = new Table({
    head: HEAD,
    colAligns: HEAD.map((_, column) => (column === 0 ? 'left' : 'right')),
    style: { head: [], border: [], compact: true },
  });
  for (const [name, tally] of tallies) table.push([name, ...cellsOf(tally)]);
  to.write(`${table}\n`);
  for (const error of errors.slice(0, MOST_ERRORS)) to.write(`${error}\n`);
  if (errors.length > MOST_ERRORS) to.write(`… and ${errors.length - MOST_ERRORS} more errors\n`);
}

function cellsOf({ calls, ms, bytes, ...counts }: Tally): string[] {
  const { in: given, out, ignored, errors } = counts;
  const records = [given, out, ignored, errors].map((count) => (count === undefined ? '' : String(count)));
  return [String(calls), ...records, ms.toFixed(1), (bytes / 1024).toFixed(1)];
}
