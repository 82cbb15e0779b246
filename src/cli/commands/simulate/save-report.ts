import { pathToFileURL } from 'node:url';
import type { Change } from '../../../simulator/report/changes.ts';
import { type Comparison, formatComparison } from '../../../simulator/report/comparison.ts';
import { formatCliError } from '../../cli-error.ts';
import type { CommandIo, RunCommand } from '../../command.ts';
import { saveOutput } from './write-outputs.ts';

/** A report in each form in which it is saved or printed; only those that are wanted are made. */
export interface ReportForms {
  /** What was run: `the run`, `the life`. */
  readonly what: string;
  readonly report: { readonly ending: string };
  readonly createBaseline: () => object;
  readonly renderPage: () => Promise<string>;
  /** The lines for a terminal of some columns; undefined for a file or a pipe. */
  readonly listLines: (columns: number | undefined) => Iterable<string>;
  /** The differences from the baseline, if there is one. */
  readonly changes: readonly Change[] | undefined;
  readonly comparison: Comparison | undefined;
}

type Options = Parameters<RunCommand>[1];

/**
 * Saves and prints a report as the options of `simulate` demand it. What cannot be written is told after the report,
 * and costs nothing else.
 * @param failures what could not be written before
 * @returns whether everything was written
 */
export async function saveReport(
  forms: ReportForms,
  options: Options,
  io: CommandIo,
  failures: readonly unknown[] = [],
): Promise<boolean> {
  const all = [...failures];
  const attempt = async (save: () => Promise<void> | void) => {
    try {
      await save();
    } catch (thrown) {
      all.push(thrown);
    }
  };
  // `--json` alone is stdout too.
  const jsonFile = io.json ? '-' : options.json;
  if (options.saveBaseline !== undefined) await attempt(() => saveBaseline(forms, options.saveBaseline, io));
  if (options.html !== undefined) await attempt(() => savePage(forms, options, io));
  if (jsonFile !== undefined) await attempt(() => saveOutput('--json', jsonFile, formatReport(forms), io));
  print(forms, options, jsonFile === '-' || options.html === '-', io);
  for (const failure of all) io.err(formatCliError(failure));
  return all.length === 0;
}

function saveBaseline({ report, what, createBaseline }: ReportForms, file: unknown, io: CommandIo): void {
  // Part of a run is nothing to compare with.
  if (report.ending === 'interrupted') io.err(`--save-baseline: ${file} stays: ${what} was interrupted`);
  else saveOutput('--save-baseline', file, `${JSON.stringify(createBaseline(), undefined, 1)}\n`, io);
}

async function savePage({ renderPage }: ReportForms, { html, quiet }: Options, io: CommandIo): Promise<void> {
  saveOutput('--html', html, await renderPage(), io);
  if (html !== '-' && !quiet) io.err(`the page is at ${pathToFileURL(String(html))}`);
}

function formatReport({ report, changes }: ReportForms): string {
  return JSON.stringify({ ...report, ...(changes && { changes }) });
}

/** With a report on stdout, people read stderr. */
function print(
  { listLines, comparison }: ReportForms,
  { quiet, compare }: Options,
  isPiped: boolean,
  io: CommandIo,
): void {
  if (isPiped && quiet === true) return;
  const [printLine, { columns }] = isPiped ? [io.err, process.stderr] : [io.out, process.stdout];
  for (const line of listLines(columns)) printLine(line);
  for (const line of comparison ? formatComparison(comparison, String(compare)) : []) printLine(line);
}
