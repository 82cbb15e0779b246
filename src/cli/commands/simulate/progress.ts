import { Format, type Options, SingleBar } from 'cli-progress';
import type { RunProgress } from '../../../simulator/report/types.ts';
import { formatCount } from '../../../simulator/report/words.ts';

/** The progress display of a run. */
export interface ShownProgress {
  readonly show: (progress: RunProgress) => void;
  /** Writes a line above it. */
  readonly write: (line: string) => void;
  readonly stop: () => void;
}

/**
 * Shows the progress of a run on stderr. On a terminal one line is rewritten, with a bar if the size of the source is
 * known. Elsewhere a line is printed from time to time.
 */
export function showProgress(to: NodeJS.WriteStream = process.stderr): ShownProgress {
  return to.isTTY ? onTerminal(to) : inLines(to);
}

function onTerminal(to: NodeJS.WriteStream): ShownProgress {
  const format = (options: Options, _: unknown, { progress }: { readonly progress?: RunProgress }) =>
    progress ? formatBar(progress, options) + formatLine(progress) : '';
  // Ctrl-C belongs to the run, not to the bar.
  const bar = new SingleBar({
    format,
    stream: to,
    clearOnComplete: true,
    hideCursor: true,
    barsize: 20,
    gracefulExit: false,
  });
  bar.start(1, 0, {});
  return {
    show: (progress) => bar.update({ progress }),
    write: (line) => void to.write(`\r\u001b[K${line}\n`),
    stop: () => bar.stop(),
  };
}

const EVERY = 3000;

function inLines(to: NodeJS.WriteStream): ShownProgress {
  let due = EVERY;
  const write = (line: string) => void to.write(`${line}\n`);
  return {
    show: (progress) => {
      if (progress.ms < due) return;
      due = progress.ms + EVERY;
      write(formatLine(progress));
    },
    write,
    stop: () => {},
  };
}

function formatBar({ fraction }: RunProgress, options: Options): string {
  if (fraction === undefined) return '';
  return `${Format.BarFormat(fraction, options)} ${Math.floor(fraction * 100)} %  `;
}

function formatLine({ pages, records, imported, errors, ms }: RunProgress): string {
  const rate = Math.round((records / Math.max(1, ms)) * 1000);
  const moved = `${formatCount(records, 'record')}, ${imported.toLocaleString('en')} imported`;
  return `${formatCount(pages, 'page')}, ${moved}, ${formatCount(rate, 'record')} a second, ${formatCount(errors, 'error')}`;
}
