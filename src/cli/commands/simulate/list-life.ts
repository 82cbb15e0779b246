import type { LifeEventReport, LifeReport } from '../../../simulator/index.ts';
import { formatCount, formatDuration } from '../../../simulator/report/words.ts';
import { paint } from '../../colors.ts';
import { toPrintable } from '../../printable.ts';

interface Colours {
  readonly colours: boolean;
}

/** Lists a life for a terminal: its events, its broken rules, and how it ended. */
export function* listLife(report: LifeReport, io: Colours): Generator<string> {
  yield `${toPrintable(report.app)}  ${paint(io, 'dim', report.startedAt)}`;
  for (const event of report.events) yield* listEvent(event, io);
  for (const { rule, message, event } of report.broken) {
    yield `${paint(io, 'red', rule)}  ${event === undefined ? '' : `event ${event}: `}${toPrintable(message)}`;
  }
  for (const { basis, rule } of report.readings) yield paint(io, 'dim', `${basis}  ${toPrintable(rule)}`);
  yield describeEnd(report, io);
}

function* listEvent({ number, title, outcome, message, place, calls, changes }: LifeEventReport, io: Colours) {
  const did = [formatCount(calls.length, 'call'), formatCount(changes.length, 'changed document')].join(', ');
  yield `${number}  ${toPrintable(title)}  ${outcome}  ${paint(io, 'dim', did)}`;
  if (message !== undefined) {
    yield `   ${paint(io, outcome === 'failed' ? 'red' : 'dim', toPrintable(message))}${place ? ` at ${toPrintable(place)}` : ''}`;
  }
}

function describeEnd({ ending, reason, broken, events, ms }: LifeReport, io: Colours): string {
  const counts = `${formatCount(events.length, 'event')}, ${formatCount(broken.length, 'broken rule')}`;
  const said =
    ending === 'done' ? 'the whole script ran' : `the life ${ending === 'failed' ? 'has failed' : 'was interrupted'}`;
  const why = reason === undefined || ending === 'interrupted' ? '' : `: ${toPrintable(reason)}`;
  const isGood = ending === 'done' && broken.length === 0;
  return `${counts}; ${paint(io, isGood ? 'green' : 'red', `${said}${why}`)}, in ${formatDuration(ms)}`;
}
