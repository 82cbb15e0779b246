import { useMemo } from 'preact/hooks';
import { LongList } from '../../../simulator/report/page/long-list.tsx';
import { KIND_WORDS } from '../../kind-words.ts';
import type { AccountTree, DocumentChange } from '../../life-report.ts';
import { type AccountNode, placeDocuments } from './account-tree.ts';

interface Props {
  readonly tree: AccountTree;
  /** What the event did to documents. */
  readonly changes: readonly DocumentChange[];
  /** `after it`. */
  readonly when: string;
}

/** The documents of the account at one moment, below their integrations. */
export function AccountView({ tree, changes, when }: Props) {
  const nodes = useMemo(() => placeDocuments(tree), [tree]);
  const marks = useMemo(() => new Map(changes.map(({ kind, _id, what }) => [`${kind}/${_id}`, what])), [changes]);
  const gone = changes.filter(({ what }) => what === 'deleted');
  return (
    <div class="account">
      <h3>The account {when}</h3>
      {nodes.length === 0 && <p>It has no documents.</p>}
      <Nodes nodes={nodes} marks={marks} />
      {gone.length > 0 && (
        <LongList items={gone} first={20}>
          {({ kind, _id, name = _id }) => (
            <>
              <span class="count deleted">deleted</span> <span class="dim">{KIND_WORDS[kind]}</span> <del>{name}</del>
            </>
          )}
        </LongList>
      )}
    </div>
  );
}

interface NodesProps {
  readonly nodes: readonly AccountNode[];
  /** What the event did, by kind and id. */
  readonly marks: ReadonlyMap<string, DocumentChange['what']>;
}

function Nodes({ nodes, marks }: NodesProps) {
  if (nodes.length === 0) return null;
  return (
    <LongList items={nodes} first={50}>
      {({ kind, document: { _id, name = _id, by }, children }) => {
        const mark = marks.get(`${kind}/${_id}`);
        return (
          <>
            <span class="dim">{KIND_WORDS[kind]}</span> <b>{name}</b>{' '}
            {mark && <span class={`count ${mark}`}>{mark}</span>} <span class="dim">by the {by}</span>
            <Nodes nodes={children} marks={marks} />
          </>
        );
      }}
    </LongList>
  );
}
