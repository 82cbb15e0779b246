import { type AccountKind, type AccountTree, accountKinds, type TreeDocument } from '../../life-report.ts';

/** A document in an account, with the documents of its integration below it. */
export interface AccountNode {
  readonly kind: AccountKind;
  readonly document: TreeDocument;
  readonly children: readonly AccountNode[];
}

interface Placed {
  readonly kind: AccountKind;
  readonly document: TreeDocument;
}

/** Places each document below its integration; what has none, or one that is gone, stands at the top. */
export function placeDocuments(tree: AccountTree): readonly AccountNode[] {
  const all = accountKinds.flatMap((kind) => (tree[kind] ?? []).map((document): Placed => ({ kind, document })));
  const known = new Set(tree.integrations?.map(({ _id }) => _id));
  const owned = Map.groupBy(all, ({ document }) => document._integrationId);
  const placed = new Set<Placed>();
  const place = (one: Placed): AccountNode => {
    placed.add(one);
    const own = one.kind === 'integrations' ? (owned.get(one.document._id) ?? []) : [];
    return { ...one, children: own.filter((child) => !placed.has(child)).map(place) };
  };
  const isTop = ({ document: { _integrationId } }: Placed) =>
    _integrationId === undefined || !known.has(_integrationId);
  const top = all.filter(isTop).map(place);
  // Integrations that name each other as their parents have no top.
  const rest = all.flatMap((one) => (placed.has(one) ? [] : [place(one)]));
  return [...top, ...rest];
}
