import Table from 'cli-table3';
import type { LifeEventReport, LifeReport } from '../../../lifecycle/life-report.ts';
import { countChanges, groupBroken } from '../../../lifecycle/report/describe-life.ts';
import { formatCount, formatDuration } from '../../../simulator/report/words.ts';
import { paint } from '../../colors.ts';
import { toPrintable } from '../../printable.ts';

const HEAD = ['', 'event', 'outcome', 'calls', 'ms', 'made', 'changed', 'deleted', 'broken rules'];
/** The number of the columns that hold texts; the others hold numbers. */
const TEXTS = ['event', 'outcome'];

interface Colours {
  readonly colours: boolean;
}

/** Lists the events of a life for a terminal: as a table where it fits into the columns, else in short lines. */
export function* listEvents(report: LifeReport, io: Colours, columns = Number.POSITIVE_INFINITY): Generator<string> {
  const table = formatTable(report, io);
  const [border = ''] = table.split('\n');
  if (border.length <= columns) yield table;
  else for (const event of report.events) yield* listEvent(report, event, io);
}

function formatTable({ events, broken }: LifeReport, io: Colours): string {
  const table = new Table({
    head: HEAD,
    colAligns: HEAD.map((name) => (TEXTS.includes(name) ? 'left' : 'right')),
    style: { head: [], border: [], compact: true },
  });
  const groups = groupBroken(broken);
  for (const { number, title, outcome, calls, from, to, changes } of events) {
    const { made, changed, deleted } = countChanges(changes);
    const own = groups.get(number)?.length ?? 0;
    table.push([
      ...[number, toPrintable(title), colourOutcome(outcome, io), calls.length, (to - from).toFixed(1)],
      ...[made, changed, deleted].map((count) => count || ''),
      own > 0 ? paint(io, 'red', String(own)) : '',
    ]);
  }
  return table.toString();
}

/** A refusal is what the script expects. */
function colourOutcome(outcome: LifeEventReport['outcome'], io: Colours): string {
  return outcome === 'failed' || outcome === 'interrupted' ? paint(io, 'red', outcome) : outcome;
}

function* listEvent({ broken }: LifeReport, event: LifeEventReport, io: Colours): Generator<string> {
  const { number, title, outcome, calls, from, to, changes } = event;
  const own = groupBroken(broken).get(number)?.length ?? 0;
  yield `${number}  ${toPrintable(title)}  ${colourOutcome(outcome, io)}`;
  const counts = Object.entries(countChanges(changes)).filter(([, count]) => count > 0);
  const said = [formatCount(calls.length, 'call'), formatDuration(to - from)];
  said.push(...counts.map(([what, count]) => `${count} ${what}`));
  yield paint(io, 'dim', `   ${said.join(', ')}`);
  if (own > 0) yield `   ${paint(io, 'red', formatCount(own, 'broken rule'))}`;
}
