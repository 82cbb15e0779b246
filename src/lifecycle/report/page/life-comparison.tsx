import type { Edit } from '../../../simulator/report/comparison.ts';
import { Edits } from '../../../simulator/report/page/comparison.tsx';
import { LongList } from '../../../simulator/report/page/long-list.tsx';
import { formatCount } from '../../../simulator/report/words.ts';
import type { ComparedLife } from '../compared-life.ts';

interface Props {
  readonly report: ComparedLife;
  /** The name of each event in a baseline. */
  readonly names: readonly string[];
}

/** The changes since a baseline: of the life, and by event. */
export function LifeComparison({ report: { comparison }, names }: Props) {
  if (!comparison) return null;
  const { since, edits, leftOut } = comparison;
  const groups = [...Map.groupBy(edits, ({ of }) => of)];
  return (
    <section class="comparison" aria-labelledby="comparison">
      <h2 id="comparison">
        {edits.length === 0 ? 'Nothing has changed' : formatCount(edits.length + leftOut, 'change')} since {since}
      </h2>
      {edits.length > 0 && (
        <LongList items={groups} first={10}>
          {([of, own]) => {
            const number = names.indexOf(of.slice(EVENT.length)) + 1;
            return (
              <>
                {of.startsWith(EVENT) && number > 0 ? <a href={`#event=${number}`}>{of}</a> : <b>{of}</b>}
                <Edits edits={own} />
              </>
            );
          }}
        </LongList>
      )}
    </section>
  );
}

const EVENT = 'event ';

/** Picks the changes of one event by its name. */
export function pickEdits({ comparison }: ComparedLife, name: string | undefined): readonly Edit[] {
  return comparison?.edits.filter(({ of }) => of === `${EVENT}${name}`) ?? [];
}
