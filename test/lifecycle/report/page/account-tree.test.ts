import { expect, it } from 'vitest';
import type { TreeDocument } from '../../../../src/lifecycle/life-report.ts';
import { type AccountNode, placeDocuments } from '../../../../src/lifecycle/report/page/account-tree.ts';

const document = (_id: string, _integrationId?: string): TreeDocument => ({
  _id,
  by: 'app',
  ...(_integrationId !== undefined && { _integrationId }),
});

/** The ids of a tree: each with those below it. */
const listIds = (nodes: readonly AccountNode[]): unknown[] =>
  nodes.map(({ document: { _id }, children }) => (children.length === 0 ? _id : [_id, ...listIds(children)]));

it('places children and documents below their integration', () => {
  const tree = {
    integrations: [document('parent'), document('child', 'parent')],
    flows: [document('flow', 'child'), document('other', 'parent')],
  };
  expect(listIds(placeDocuments(tree))).toEqual([['parent', ['child', 'flow'], 'other']]);
});

it('leaves what has no integration, or one that is gone, at the top', () => {
  expect(listIds(placeDocuments({ flows: [document('flow', 'gone')], scripts: [document('script')] }))).toEqual([
    'flow',
    'script',
  ]);
});

it('shows integrations that name each other, or themselves, as their parents', () => {
  const tree = { integrations: [document('a', 'b'), document('b', 'a'), document('c', 'c')] };
  expect(listIds(placeDocuments(tree))).toEqual([['a', 'b'], 'c']);
});

it('is empty for an empty account', () => {
  expect(placeDocuments({})).toEqual([]);
});
