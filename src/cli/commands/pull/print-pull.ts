import { paint } from '../../colors.ts';
import type { CommandIo } from '../../command.ts';
import type { PulledFile } from './compare-files.ts';
import type { Unreadable } from './fetch-flow.ts';
import type { RenderedFiles } from './render-files.ts';

/** All that a pull found and did. */
export interface PullReport {
  readonly flow: { readonly _id: string; readonly name: unknown };
  /** The place that was asked. */
  readonly from: string;
  readonly folder: string;
  readonly dryRun: boolean;
  readonly files: readonly PulledFile[];
  /** The fields that are stars on disk, by file. */
  readonly masked: Readonly<Record<string, readonly string[]>>;
  readonly scriptSecrets: RenderedFiles['scriptSecrets'];
  readonly unreadable: readonly Unreadable[];
  readonly notes: readonly string[];
}

const COLOURS = { written: 'green', changed: 'yellow', gone: 'yellow', unchanged: 'dim', kept: 'dim' } as const;

/** Prints the report of a pull: as JSON; or a line for each file, what changed, and what a person should know. */
export function printPull(report: PullReport, io: CommandIo): void {
  for (const { document, message } of report.unreadable) io.err(`could not read ${document}: ${message}`);
  for (const { file, line, name } of report.scriptSecrets)
    io.err(`${file}:${line}: ${name} looks like a secret, and is written as it is: see that it does not get into Git`);
  if (io.json) io.out(JSON.stringify(report));
  else for (const line of renderLines(report, io)) io.out(line);
}

function* renderLines(report: PullReport, io: CommandIo): Generator<string> {
  const { flow, from, folder, dryRun, files, masked, unreadable, notes } = report;
  yield `${flow.name ?? flow._id} (${flow._id}) from ${from}, in ${folder}`;
  for (const { file, state, diff, reason } of files) {
    const why = reason === undefined ? '' : `: ${reason}; it stays on disk`;
    yield `${paint(io, COLOURS[state], state.padEnd('unchanged'.length))}  ${file}${why}`;
    if (diff !== undefined) yield diff.trimEnd();
  }
  for (const [file, places] of Object.entries(masked)) yield `secrets are stars in ${file}: ${places.join(', ')}`;
  yield* notes;
  const counted = Object.keys(COLOURS).flatMap((state) => {
    const count = files.filter((one) => one.state === state).length;
    return count > 0 ? [`${count} ${state}`] : [];
  });
  const failed = unreadable.length > 0 ? [`${unreadable.length} could not be read`] : [];
  yield `${[...counted, ...failed].join(', ')}${dryRun ? '; dry run: nothing was written' : ''}`;
}
