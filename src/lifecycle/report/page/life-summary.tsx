import { formatDuration } from '../../../simulator/report/words.ts';
import type { LifeReport } from '../../life-report.ts';
import { countChanges, describeLife, isGoodLife } from '../describe-life.ts';

/** The app, the ending of its life, and the totals. */
export function LifeSummary({ report }: { readonly report: LifeReport }) {
  const { app, startedAt, ms, ending } = report;
  const isGood = isGoodLife(report);
  return (
    <header>
      <div>
        <h1>{app}</h1>
        <p class="dim">
          <time dateTime={startedAt}>{startedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')}</time>,{' '}
          {formatDuration(ms)}
        </p>
      </div>
      <p class={isGood ? 'verdict good' : 'verdict bad'}>
        <b>{isGood ? 'No rule was broken' : ending === 'done' ? 'Rules were broken' : 'Not finished'}</b> The life{' '}
        {describeLife(report)}.
      </p>
      <dl class="totals">
        {listTotals(report).map(([name, total]) => (
          <div key={name} class={name === 'broken rules' && total > 0 ? 'bad' : ''}>
            <dt>{name}</dt>
            <dd>{total.toLocaleString('en')}</dd>
          </div>
        ))}
      </dl>
    </header>
  );
}

function listTotals({ events, broken, leftOut }: LifeReport): [name: string, total: number][] {
  const calls = events.reduce((sum, event) => sum + event.calls.length, 0);
  const documents = Object.entries(countChanges(events.flatMap(({ changes }) => changes)));
  return [
    ['events', events.length + leftOut.events],
    ['calls', calls],
    ...documents,
    ['broken rules', broken.length + leftOut.broken],
  ];
}
