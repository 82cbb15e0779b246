import type { BrokenRule, LifeReport } from '../../../lifecycle/life-report.ts';
import { describeLife, isGoodLife } from '../../../lifecycle/report/describe-life.ts';
import { formatCount, formatDuration } from '../../../simulator/report/words.ts';
import { paint } from '../../colors.ts';
import { toPrintable } from '../../printable.ts';
import { listEvents } from './life-table.ts';

interface Colours {
  readonly colours: boolean;
}

/** The most broken rules and untried parts that a person reads, and the most of all else. */
const [MOST_BROKEN, MOST] = [20, 5];

/** Lists a life for a terminal of some columns: its events, its broken rules, what failed, and how it ended. */
export function* listLife(report: LifeReport, io: Colours, columns?: number): Generator<string> {
  yield `${toPrintable(report.app)}  ${paint(io, 'dim', report.startedAt)}`;
  yield* listEvents(report, io, columns);
  yield* listUnreached(report, io);
  yield* listUntried(report, io);
  yield* listBroken(report, io);
  yield* listFailures(report, io);
  yield* listReadings(report, io);
  yield describeEnd(report, io);
}

function* listUnreached({ unreached, leftOut }: LifeReport, io: Colours): Generator<string> {
  if (leftOut.events > 0) yield paint(io, 'dim', `… and ${formatCount(leftOut.events, 'more event')}`);
  if (unreached.length > 0) yield paint(io, 'yellow', `not reached: ${unreached.map(toPrintable).join(', ')}`);
}

/** What a green life says nothing about. */
function* listUntried({ untried }: LifeReport, io: Colours): Generator<string> {
  if (untried.length === 0) return;
  yield paint(io, 'yellow', `the life did not try ${formatCount(untried.length, 'part')} of the app file:`);
  for (const said of untried.slice(0, MOST_BROKEN)) yield `  ${toPrintable(said)}`;
  if (untried.length > MOST_BROKEN) yield `  … and ${formatCount(untried.length - MOST_BROKEN, 'more part')}`;
}

function* listBroken({ broken, leftOut, events }: LifeReport, io: Colours): Generator<string> {
  const all = broken.length + leftOut.broken;
  if (all === 0) return;
  yield paint(io, 'red', `${formatCount(all, 'broken rule')}:`);
  for (const one of broken.slice(0, MOST_BROKEN)) {
    const title = events[(one.event ?? 0) - 1]?.title;
    const thrown = one.place === undefined ? '' : `; at ${toPrintable(one.place)}`;
    const where = toPrintable(formatPlace(one, title));
    yield `  ${paint(io, 'red', one.rule)}  ${where}: ${toPrintable(one.message)}${thrown}`;
  }
  if (all > MOST_BROKEN) yield `  … and ${formatCount(all - MOST_BROKEN, 'more broken rule')}`;
}

/** `event 3 (connect), installStep, response.stepsToUpdate[0]`. */
function formatPlace({ event, function: name, path }: BrokenRule, title: string | undefined): string {
  const at = event === undefined ? 'the whole life' : `event ${event}${title === undefined ? '' : ` (${title})`}`;
  return [at, name, path].filter((part) => part !== undefined).join(', ');
}

/** What the customer read where an event was refused, has failed, or was interrupted. */
function* listFailures({ events }: LifeReport, io: Colours): Generator<string> {
  const ended = events.filter(({ message }) => message !== undefined);
  if (ended.length === 0) return;
  yield `${formatCount(ended.length, 'event')} that did not succeed:`;
  // The last ones: a failure ends the life.
  for (const { number, title, outcome, message = '', place } of ended.slice(-MOST)) {
    const thrown = place === undefined ? '' : ` At ${toPrintable(place)}.`;
    const said = toPrintable(`event ${number} (${title}): ${message}${/[.!?]$/.test(message) ? '' : '.'}`);
    yield `  ${paint(io, outcome === 'refused' ? 'yellow' : 'red', outcome)}  ${said}${thrown}`;
  }
  if (ended.length > MOST) yield `  … and ${formatCount(ended.length - MOST, 'earlier one')}`;
}

/** The rules that the platform leaves open, as far as they decided an outcome. */
function* listReadings({ readings }: LifeReport, io: Colours): Generator<string> {
  if (readings.length === 0) return;
  yield paint(io, 'dim', `the life relied on ${formatCount(readings.length, 'reading')} of the platform:`);
  for (const { basis, rule } of readings.slice(0, MOST)) yield paint(io, 'dim', `  ${basis}  ${toPrintable(rule)}`);
  const more = readings.length - MOST;
  if (more > 0) yield paint(io, 'dim', `  … and ${formatCount(more, 'more reading')}`);
}

function describeEnd(report: LifeReport, io: Colours): string {
  const { broken, leftOut, events, ms } = report;
  const counts = [events.length + leftOut.events, broken.length + leftOut.broken] as const;
  const said = `${formatCount(counts[0], 'event')}, ${formatCount(counts[1], 'broken rule')}`;
  // The event that has failed is listed with its message.
  const isListed = events.some(({ outcome }) => outcome === 'failed' || outcome === 'interrupted');
  const ending = describeLife(isListed ? { ending: report.ending } : report);
  const ended = `the life ${toPrintable(ending)}, in ${formatDuration(ms)}`;
  if (report.ending !== 'done') return `${said}; ${paint(io, 'red', ended)}`;
  return `${said}; ${isGoodLife(report) ? paint(io, 'green', ended) : ended}`;
}
