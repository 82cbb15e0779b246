import { pathToFileURL } from 'node:url';
import { type Change, type Comparison, formatComparison } from '../../../simulator/report/changes.ts';
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

/** Saves and prints a report as the options of `simulate` demand it. */
export async function saveReport(forms: ReportForms, options: Parameters<RunCommand>[1], io: CommandIo): Promise<void> {
  const { report, changes } = forms;
  if (options.saveBaseline !== undefined) {
    // Part of a run is nothing to compare with.
    if (report.ending === 'interrupted')
      io.err(`--save-baseline: ${options.saveBaseline} stays: ${forms.what} was interrupted`);
    else saveOutput('--save-baseline', options.saveBaseline, formatBaseline(forms), io);
  }
  if (options.html !== undefined) {
    saveOutput('--html', options.html, await forms.renderPage(), io);
    if (options.html !== '-' && !options.quiet) io.err(`the page is at ${pathToFileURL(String(options.html))}`);
  }
  // `--json` alone is stdout too.
  const jsonFile = io.json ? '-' : options.json;
  if (jsonFile !== undefined)
    saveOutput('--json', jsonFile, JSON.stringify({ ...report, ...(changes && { changes }) }), io);
  // With a report on stdout, people read stderr.
  const isPiped = jsonFile === '-' || options.html === '-';
  if (isPiped && options.quiet === true) return;
  const [print, { columns }] = isPiped ? [io.err, process.stderr] : [io.out, process.stdout];
  for (const line of forms.listLines(columns)) print(line);
  for (const line of forms.comparison ? formatComparison(forms.comparison, String(options.compare)) : []) print(line);
}

function formatBaseline({ createBaseline }: ReportForms): string {
  return `${JSON.stringify(createBaseline(), undefined, 1)}\n`;
}
