import { describeEnding, formatBalance, formatDuration, isGood } from '../words.ts';
import type { PackedReport } from './packed.ts';

/** The flow, its ending, and the totals of its records. */
export function Summary({ report }: { readonly report: PackedReport }) {
  const { flow, startedAt, ms, ending, totals } = report;
  const good = isGood(report);
  const balance = formatBalance(report);
  return (
    <header>
      <div>
        <h1>{flow}</h1>
        <p class="dim">
          <time dateTime={startedAt}>{startedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')}</time>,{' '}
          {formatDuration(ms)}
        </p>
      </div>
      <p class={good ? 'verdict good' : 'verdict bad'}>
        <b>{good ? 'No rule was broken' : ending === 'done' ? 'Rules were broken' : 'Not finished'}</b> The run{' '}
        {describeEnding(report)}.
      </p>
      <dl class="totals">
        {(['pages', 'exported', 'imported', 'ignored', 'errors', 'retried'] as const).map((name) => (
          <div key={name} class={name === 'errors' && totals.errors > 0 ? 'bad' : ''}>
            <dt>{name}</dt>
            <dd>{totals[name].toLocaleString('en')}</dd>
          </div>
        ))}
      </dl>
      {balance && <p class="dim">{balance}</p>}
    </header>
  );
}
