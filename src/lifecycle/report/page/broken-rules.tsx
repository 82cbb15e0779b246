import { LongList } from '../../../simulator/report/page/long-list.tsx';
import { formatCount } from '../../../simulator/report/words.ts';
import type { BrokenRule, LifeReport } from '../../life-report.ts';

/** The most broken rules that a person reads at once. */
const FIRST = 20;

/** The broken rules, each with a link to its event: the first thing to look at. */
export function BrokenRules({ report: { broken, events, leftOut } }: { readonly report: LifeReport }) {
  if (broken.length === 0) return null;
  return (
    <section class="breaches" aria-labelledby="broken">
      <h2 id="broken">{formatCount(broken.length + leftOut.broken, 'broken rule')}</h2>
      <LongList items={broken} first={FIRST}>
        {(one) => (
          <>
            <b>{one.rule}</b>{' '}
            <span class="where">
              {one.event === undefined ? (
                'the whole life'
              ) : (
                <a href={`#event=${one.event}`}>{`event ${one.event}: ${events[one.event - 1]?.title ?? ''}`}</a>
              )}
              <BrokenPlace broken={one} />
            </span>
            <p>{one.message}</p>
            <p class="dim">{one.says}</p>
          </>
        )}
      </LongList>
    </section>
  );
}

/** The call, the path and the line of a broken rule. */
export function BrokenPlace({ broken }: { readonly broken: BrokenRule }) {
  const { call, function: name, path, place } = broken;
  const said = name ?? (call === undefined ? '' : `call ${call}`);
  return (
    <>
      {call === undefined ? said : <a href={`#call=${call}`}>{said}</a>}
      {path ? <code>{path}</code> : ''}
      {place ? <code>{place}</code> : ''}
    </>
  );
}
