import Table from 'cli-table3';
import type { Breach, PageReport, RunError, RunReport, StageReport } from '../../../simulator/report/types.ts';
import { describeEnding, formatBalance, formatCount, formatDuration, isGood } from '../../../simulator/report/words.ts';
import { paint } from '../../colors.ts';
import { toPrintable } from '../../printable.ts';

const HEAD = ['stage', 'function', 'calls', 'in', 'out', 'ignored', 'errors', 'ms', 'KB'];
/** The most lines that a person reads. */
const MOST = 5;

interface Colours {
  readonly colours: boolean;
}

/** Renders a report for a terminal: each stage, the slowest page, broken rules, the first errors. */
export function* renderTable(report: RunReport, io: Colours): Generator<string> {
  yield `${toPrintable(report.flow)}  ${paint(io, 'dim', report.startedAt)}`;
  yield formatTable(report.stages);
  const slowest = findSlowest(report.pages);
  if (slowest) yield paint(io, 'dim', `slowest page: ${slowest}`);
  yield* breachLines(report, io);
  yield* warningLines(report, io);
  yield* noteLines(report, io);
  yield* errorLines(report, io);
  const balance = formatBalance(report);
  if (balance) yield paint(io, 'dim', balance);
  yield* omissionLines(report, io);
  yield* readingLines(report, io);
  yield formatSummary(report, io);
}

function formatTable(stages: readonly StageReport[]): string {
  const table = new Table({
    head: HEAD,
    colAligns: HEAD.map((_, column) => (column < 2 ? 'left' : 'right')),
    style: { head: [], border: [], compact: true },
  });
  for (const { name, function: named = '', calls, ...counts } of stages) {
    const { input, output, ignored, errors, ms, bytes } = counts;
    const numbers = [calls, input, output, ignored, errors].map((number) => number.toLocaleString('en'));
    table.push([name, toPrintable(named), ...numbers, ms.toFixed(1), (bytes / 1024).toFixed(1)]);
  }
  return table.toString();
}

/** `3, 12 ms, of which import 9.5 ms`. */
function findSlowest(pages: readonly PageReport[]): string | undefined {
  const timed = pages.filter(({ stages }) => stages.length > 0);
  const [first] = timed.sort((one, other) => addUpTime(other) - addUpTime(one));
  if (!first) return undefined;
  const [longest] = [...first.stages].sort((one, other) => other.to - other.from - (one.to - one.from));
  const most = longest && `, of which ${longest.name} ${formatDuration(longest.to - longest.from)}`;
  return `${first.page}, ${formatDuration(addUpTime(first))}${most}`;
}

function addUpTime({ stages }: PageReport): number {
  return Math.max(...stages.map(({ to }) => to)) - Math.min(...stages.map(({ from }) => from));
}

function* breachLines({ breaches, leftOut }: RunReport, io: Colours): Generator<string> {
  if (breaches.length === 0) return;
  yield paint(io, 'red', `${formatCount(breaches.length + leftOut.breaches, 'broken rule')}:`);
  const mistakes = Object.values(Object.groupBy(breaches, formatMistake)) as [Breach, ...Breach[]][];
  // The message begins with its place.
  for (const [{ rule, message, place }, ...more] of mistakes.slice(0, MOST)) {
    const thrown = place === undefined ? '' : ` At ${toPrintable(place)}.`;
    yield `  ${paint(io, 'red', rule)}  ${toPrintable(message)}${thrown}${formatRepeats(more.length)}`;
  }
  yield* moreThan(MOST, mistakes.length + leftOut.breaches, 'broken rule');
}

/** What breaches of other pages and records have in common: all but the numbers of their place. */
function formatMistake({ rule, stage, function: name, path, message }: Breach): string {
  return JSON.stringify([rule, stage, name, path?.replaceAll(/\d+/g, ''), message.slice(message.indexOf(': '))]);
}

function formatRepeats(times: number): string {
  return times > 0 ? ` (and ${formatCount(times, 'time')} more)` : '';
}

function* warningLines({ warnings }: RunReport, io: Colours): Generator<string> {
  if (warnings.length === 0) return;
  yield `${formatCount(warnings.length, 'warning')}:`;
  for (const { document, path, message } of warnings.slice(0, MOST)) {
    const place = [document, path].filter(Boolean).join(': ');
    yield `  ${paint(io, 'yellow', toPrintable(place))}  ${toPrintable(message)}`;
  }
  yield* moreThan(MOST, warnings.length, 'warning');
}

/** The parts of documents that a run does not simulate: of a large flow, twice as many as of other lists. */
function* omissionLines({ notSimulated: parts }: RunReport, io: Colours): Generator<string> {
  if (parts.length === 0) return;
  yield paint(
    io,
    'dim',
    `${formatCount(parts.length, 'part')} of the documents ${parts.length === 1 ? 'is' : 'are'} not simulated:`,
  );
  for (const { document, path, message } of parts.slice(0, 2 * MOST))
    yield paint(io, 'dim', `  ${toPrintable([document, path].filter(Boolean).join(': '))}  ${toPrintable(message)}`);
  yield* moreThan(2 * MOST, parts.length, 'part');
}

/** The rules that the platform leaves open, as far as they decided an outcome. */
function* readingLines({ readings }: RunReport, io: Colours): Generator<string> {
  if (readings.length === 0) return;
  yield paint(io, 'dim', `the run relied on ${formatCount(readings.length, 'reading')} of the platform:`);
  for (const { basis, rule } of readings.slice(0, MOST)) yield paint(io, 'dim', `  ${basis}  ${rule}`);
  yield* moreThan(MOST, readings.length, 'reading');
}

function* noteLines({ notes }: RunReport, io: Colours): Generator<string> {
  if (notes.length === 0) return;
  yield `${formatCount(notes.length, 'note')}:`;
  for (const { message, count } of notes.slice(0, MOST)) {
    yield `  ${paint(io, 'dim', `${toPrintable(message)}${formatRepeats(count - 1)}`)}`;
  }
  yield* moreThan(MOST, notes.length, 'note');
}

function* errorLines({ errors, totals }: RunReport, io: Colours): Generator<string> {
  if (errors.length === 0) return;
  yield paint(io, 'yellow', `${formatCount(totals.errors, 'error')}:`);
  for (const error of errors.slice(0, MOST)) yield `  ${errorLine(error, io)}`;
  yield* moreThan(MOST, totals.errors, 'error');
}

function errorLine({ stage, code = 'no_code', message, ...at }: RunError, io: Colours): string {
  return `${paint(io, 'yellow', toPrintable(code))}  ${[stage, ...formatPlace(at)].join(', ')}: ${toPrintable(message)}`;
}

function formatPlace({ page, record }: { readonly page?: number; readonly record?: string }): string[] {
  if (record !== undefined) return [`record ${toPrintable(record)}`];
  return page === undefined ? [] : [`page ${page}`];
}

function* moreThan(shown: number, all: number, what: string): Generator<string> {
  if (all > shown) yield `  … and ${formatCount(all - shown, `more ${what}`)}`;
}

function formatSummary(report: RunReport, io: Colours): string {
  const { totals, ending, ms } = report;
  const { pages, exported, imported, ignored, errors, retried } = totals;
  const counts = [`${imported.toLocaleString('en')} imported`, `${ignored.toLocaleString('en')} ignored`];
  if (retried > 0) counts.push(`${retried.toLocaleString('en')} retried`);
  const moved = `${formatCount(exported, 'record')} in ${formatCount(pages, 'page')}: ${counts.join(', ')}, ${formatCount(errors, 'error')}`;
  const ended = `the run ${toPrintable(describeEnding(report))}, in ${formatDuration(ms)}`;
  if (ending !== 'done') return `${moved}; ${paint(io, 'red', ended)}`;
  return `${moved}; ${isGood(report) ? paint(io, 'green', ended) : ended}`;
}
