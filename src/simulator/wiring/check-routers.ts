import { suggest } from '../../shared/nearest.ts';
import type { BranchDocument, RouterDocument } from '../flow/documents.ts';
import { checkFilter } from './check-filter-transform.ts';
import { checkScriptOnly } from './check-reference.ts';
import { hasEffect, hasRules } from './is-set.ts';
import type { WiringContext, WiringPlace } from './wiring-place.ts';

const WAYS = ['input_filters', 'script'];

/** Checks the routers of a flow: their scripts and filters, and the ways between them. */
export function checkRouters(context: WiringContext): void {
  const { pageProcessors, routers } = context.folder.flow;
  const place = context.placeOf('flow');
  if (pageProcessors?.length && routers?.length)
    place.at('pageProcessors').note('steps-and-routers', 'pageProcessors beside routers', 'one of them');
  const all = routers ?? [];
  for (const [index, router] of all.entries()) checkRouter(context, router, place.at('routers', index));
  checkNext(all, place.at('routers'));
  checkWays(all, place.at('routers'));
}

function checkRouter(context: WiringContext, router: RouterDocument, place: WiringPlace): void {
  const { routeRecordsUsing, script, nextRouterId } = router;
  if (routeRecordsUsing && !WAYS.includes(routeRecordsUsing))
    place
      .at('routeRecordsUsing')
      .note('unknown-routing', routeRecordsUsing, `${WAYS.join(' or ')}${suggest(routeRecordsUsing, WAYS)}`);
  if (nextRouterId)
    place.at('nextRouterId').note('next-router-on-router', `nextRouterId ${nextRouterId}`, 'it on each branch');
  const own = place.at('script');
  const usesScript = routeRecordsUsing === 'script';
  const [what, id] = script?._scriptId ? ['script', script._scriptId] : ['stack', script?._stackId];
  if (!usesScript && id) {
    const found = `the ${what} ${id} while records are routed by input_filters`;
    own.note('script-beside-input-filters', found, 'routeRecordsUsing script');
  }
  if (usesScript && !id)
    own.note('router-without-script', 'routeRecordsUsing script without _scriptId', 'the id of a script');
  if (usesScript) checkScriptOnly(context, script, own);
  checkBranches(context, router, place);
}

function checkBranches(context: WiringContext, router: RouterDocument, place: WiringPlace): void {
  const { routeRecordsTo, routeRecordsUsing } = router;
  const branches = router.branches ?? [];
  const takesFirst = routeRecordsTo !== 'all_matching_branches';
  for (const [index, { inputFilter, name }] of branches.entries()) {
    const own = place.at('branches', index);
    if (routeRecordsUsing === 'script') {
      if (hasEffect(inputFilter))
        own.at('inputFilter').note('filter-beside-router-script', 'a filter beside the script', 'none');
      continue;
    }
    checkBranchFilter(context, inputFilter, own.at('inputFilter'));
    if (!takesFirst || index === branches.length - 1 || hasRules(inputFilter) || inputFilter?.type === 'script')
      continue;
    const found = `the branch ${name || index + 1}, which takes every record, before others`;
    own.note('catch-all-before-others', found, 'it as the last one, or a filter');
  }
}

/** A branch has rules alone: only the router can have a script. */
function checkBranchFilter(context: WiringContext, filter: BranchDocument['inputFilter'], place: WiringPlace): void {
  if (filter?.type !== 'script') {
    checkFilter(context, filter, place);
    return;
  }
  const expected = 'rules, or the script on the router with routeRecordsUsing script';
  place.at('script').note('script-on-branch', 'a script as the filter of a branch', expected, place);
}

/** Checks that each branch leads to a router, or to none. */
function checkNext(routers: readonly RouterDocument[], place: WiringPlace): void {
  const names = listNames(routers);
  for (const [index, router] of routers.entries())
    for (const [at, next] of listNext(router)) {
      if (names.includes(next)) continue;
      const expected = `one of ${names.join(', ')}${suggest(next, names)}`;
      place.at(index, 'branches', at, 'nextRouterId').note('router-missing', `the router ${next}`, expected);
    }
}

/** Checks that each router is reached, and that no way leads back. */
function checkWays(routers: readonly RouterDocument[], place: WiringPlace): void {
  const known = new Map<string, number>();
  const names = listNames(routers);
  for (const [index, name] of names.entries()) {
    if (known.has(name)) place.at(index, 'id').note('router-twice', `a second router ${name}`, 'an id of its own');
    known.set(name, index);
  }
  const reached = walkWays(routers.map(listNext), known, place);
  for (const [index, name] of names.entries())
    if (!reached.has(known.get(name) as number))
      place.at(index).note('router-unreached', `the router ${name}`, 'a branch that leads to it');
}

/** A router without an id is named by its position. */
function listNames(routers: readonly RouterDocument[]): readonly string[] {
  return routers.map(({ id }, index) => id ?? String(index));
}

/** Lists the routers that branches lead to, by the position of the branch. */
function listNext({ branches }: RouterDocument): readonly (readonly [branch: number, router: string])[] {
  return (branches ?? []).flatMap(({ nextRouterId: next }, at) => (next ? [[at, next] as const] : []));
}

/** Follows all ways from the first router. A way back into the routers on its own path is a loop. */
function walkWays(
  ways: readonly ReturnType<typeof listNext>[],
  known: ReadonlyMap<string, number>,
  place: WiringPlace,
): ReadonlySet<number> {
  const reached = new Set<number>();
  const walk = (index: number, before: readonly number[]): void => {
    if (reached.has(index)) return;
    reached.add(index);
    const path = [...before, index];
    for (const [at, next] of ways[index] ?? []) {
      const to = known.get(next);
      const own = place.at(index, 'branches', at, 'nextRouterId');
      if (to !== undefined && !path.includes(to)) walk(to, path);
      else if (to !== undefined) own.note('router-loop', `${next}, which has led here`, 'an end of every path', place);
    }
  };
  walk(0, []);
  return reached;
}
