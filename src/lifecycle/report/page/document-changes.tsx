import { type DiffLine, valueLines } from '../../../simulator/report/page/difference.ts';
import { LongList } from '../../../simulator/report/page/long-list.tsx';
import { ValueLines } from '../../../simulator/report/page/value-lines.tsx';
import { KIND_WORDS } from '../../kind-words.ts';
import type { DocumentChange, FieldChange } from '../../life-report.ts';
import { Fold } from './fold.tsx';

interface Props {
  readonly changes: readonly DocumentChange[];
  /** Whose changes they are, for screen readers: `call 3`. */
  readonly of: string;
}

/** The documents that were made, changed or deleted, each with its content or its differences. */
export function DocumentChanges({ changes, of }: Props) {
  return (
    <LongList items={changes} first={20} class="documents">
      {(change) => {
        const { what, kind, _id, name = _id, by } = change;
        return (
          <Fold
            title={
              <>
                <span class={`count ${what}`}>{what}</span> {KIND_WORDS[kind]} <b>{name}</b>{' '}
                <span class="dim">by the {by}</span>
              </>
            }
          >
            {() => (
              <>
                <p class="dim">
                  <code>{_id}</code>
                </p>
                <ValueLines lines={listLines(change)} label={`The ${KIND_WORDS[kind]} ${name}, ${what} in ${of}`} />
              </>
            )}
          </Fold>
        );
      }}
    </LongList>
  );
}

function listLines({ what, document, differences }: DocumentChange): DiffLine[] {
  if (what === 'changed') return listFieldLines(differences ?? []);
  return valueLines(document, what === 'made' ? 'added' : 'removed');
}

/** Lists the lines of the differences of a document: each path with the value before and after. */
function listFieldLines(differences: readonly FieldChange[]): DiffLine[] {
  return differences.flatMap(({ path, ...values }) => [
    ...('before' in values ? valueLines(values.before, 'removed', 0, `${path}: `) : []),
    ...('after' in values ? valueLines(values.after, 'added', 0, `${path}: `) : []),
  ]);
}
