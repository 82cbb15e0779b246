import type { Edit } from '../comparison.ts';
import { formatCount, formatEditPath } from '../words.ts';
import { LongList } from './long-list.tsx';
import type { PackedReport } from './packed.ts';

/** The changes since a baseline, by the run, its stages and its records. */
export function ComparisonView({ report: { comparison } }: { readonly report: PackedReport }) {
  if (!comparison) return null;
  const { since, edits, leftOut } = comparison;
  // What stages count follows from what became of the records.
  const groups = [...Map.groupBy(edits, ({ of }) => of)].sort(([one], [other]) => rank(one) - rank(other));
  return (
    <section class="comparison" aria-labelledby="comparison">
      <h2 id="comparison">
        {edits.length === 0 ? 'Nothing has changed' : formatCount(edits.length + leftOut, 'change')} since {since}
      </h2>
      {edits.length > 0 && (
        <LongList items={groups} first={10}>
          {([of, own]) => (
            <>
              {of.startsWith('record ') ? <a href={`#record=${encodeURIComponent(of.slice(7))}`}>{of}</a> : <b>{of}</b>}
              <Edits edits={own} />
            </>
          )}
        </LongList>
      )}
    </section>
  );
}

function rank(of: string): number {
  return of === 'run' ? 0 : of.startsWith('record ') ? 1 : 2;
}

/** Some changes, each with the stage that shows it first. */
export function Edits({ edits }: { readonly edits: readonly Edit[] }) {
  return (
    <LongList items={edits} first={5} class="edits">
      {({ stage, path, later, as, ...values }) => (
        <>
          {stage !== undefined && <span class="dim">{stage} </span>}
          <code>{formatEditPath(stage, path)}</code> {'before' in values && <del>{shorten(values.before)}</del>}{' '}
          {'after' in values && <ins>{shorten(values.after)}</ins>}
          {later.length > 0 && <span class="dim"> {formatLater(later)}</span>}
          {as && <span class="dim">, there as {as.map((one) => formatEditPath(stage, one)).join(', ')}</span>}
        </>
      )}
    </LongList>
  );
}

function formatLater(later: readonly string[]): string {
  return `and in ${later.length === 1 ? later[0] : `${later.length} later stages`}`;
}

/** The most characters of a value. */
const ROOM = 160;

function shorten(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > ROOM ? `${text.slice(0, ROOM)}…` : text;
}
