import { suggest } from '../../../shared/nearest.ts';
import { compileFilter, type FilterDocument, hasRules } from '../../filter/filter.ts';
import type { BranchDocument, FlowDocument, PageProcessor, RouterDocument } from '../../flow/documents.ts';
import { RecordFailure } from '../../scope/record-failure.ts';
import type { Scope } from '../../scope/scope.ts';
import type { PlannedBranch, PlannedOperation, PlannedRouter, PlannedStep } from '../plan.ts';
import type { CompileContext } from './compile-context.ts';
import { compileScript } from './compile-script.ts';
import { compileStep } from './compile-step.ts';
import { type CallSite, gatherSettings } from './create-options.ts';
import { readings } from './readings.ts';
import { eachRecord } from './record-operation.ts';

const ONLY = '';

const WORDS = {
  routeRecordsTo: ['first_matching_branch', 'all_matching_branches'],
  routeRecordsUsing: ['input_filters', 'script'],
};

/** Compiles the routers of a flow, or its linear steps as the one branch of a router. */
export function compileRouters(context: CompileContext, scope: Scope): ReadonlyMap<string, PlannedRouter> {
  const { flow } = context.folder;
  const steps = listSteps(flow);
  const routers = flow.routers ?? [];
  if (steps.length > 0 && routers.length > 0)
    scope.at('pageProcessors').refuse('"pageProcessors" is not allowed when "routers" is present');
  const isEmpty =
    steps.length === 0 && routers.every(({ branches }) => !branches?.some((one) => one.pageProcessors?.length));
  if (isEmpty && !flow.isAbstract)
    scope
      .at('pageProcessors')
      .omit('found no step in the flow, expected an import or a lookup: its records go nowhere');
  if (routers.length === 0) {
    const planned = compileSteps(context, steps, scope.at('pageProcessors'));
    return new Map([[ONLY, { id: ONLY, isFirstOnly: true, branches: [{ name: ONLY, index: 0, steps: planned }] }]]);
  }
  const all = routers.map((router, index) => compileRouter(context, router, scope.at('routers', index), index));
  const byId = new Map(all.map((router) => [router.id, router]));
  for (const [index, { id }] of all.entries())
    if (all.findIndex((one) => one.id === id) < index)
      scope.at('routers', index, 'id').refuse(`found ${id} for several routers, expected an id of its own`);
  refuseWrongTurns(all, byId, scope);
  return byId;
}

/** The old form of a flow has one import. */
function listSteps({ pageProcessors, _importId }: FlowDocument): readonly PageProcessor[] {
  if (pageProcessors?.length) return pageProcessors;
  return _importId ? [{ type: 'import', _importId }] : [];
}

function compileSteps(context: CompileContext, steps: readonly PageProcessor[], scope: Scope): PlannedStep[] {
  return steps.flatMap((step, index): PlannedStep[] => {
    const planned = compileStep(context, step, scope.at(index));
    return planned ? [planned] : [];
  });
}

function compileRouter(context: CompileContext, router: RouterDocument, scope: Scope, index: number): PlannedRouter {
  const { routeRecordsTo, routeRecordsUsing, script } = router;
  const branches = router.branches ?? [];
  const id = router.id ?? String(index);
  const step = context.stages.nameStep(router.name || `router ${index + 1}`, 'router');
  const site: CallSite = { step, side: 'router', id, connection: undefined, settings: undefined };
  const isPassThrough = !routeRecordsTo && !routeRecordsUsing && branches.length <= 1;
  const isFirstOnly = routeRecordsTo !== 'all_matching_branches';
  checkWords(router, scope);
  const usesScript = routeRecordsUsing === 'script';
  const chosen = usesScript
    ? compileScript(context, site, {
        reference: script,
        scope: scope.at('script'),
        stage: 'routing',
        source: 'routing',
        read: createIndexReader(branches, scope),
      })
    : undefined;
  if (isPassThrough) warnOfFilter(branches, scope);
  const stage = isPassThrough ? undefined : context.stages.add(step, 'call', chosen?.name);
  return {
    id,
    stage,
    isFirstOnly,
    ...(chosen && stage !== undefined && { choose: { stage, apply: chosen.apply } }),
    branches: branches.map((branch, at) => ({
      ...compileBranch(context, branch, scope.at('branches', at), at),
      ...(stage !== undefined &&
        !usesScript &&
        compileBranchFilter(context, site, branch, scope.at('branches', at), stage)),
    })),
  };
}

/** Words that the platform does not have may mean anything there. */
function checkWords(router: RouterDocument, scope: Scope): void {
  for (const [key, words] of Object.entries(WORDS)) {
    const word = router[key];
    if (word && !words.includes(String(word)))
      scope.at(key).refuse(`found ${word}, expected ${words.join(' or ')}${suggest(String(word), words)}`);
  }
  const next = router.nextRouterId;
  if (next)
    scope.at('nextRouterId').warn(`found ${next}, which has no effect here; expected nextRouterId on each branch`);
}

/** A router that passes all records on asks no filter. */
function warnOfFilter([branch]: readonly BranchDocument[], scope: Scope): void {
  if (!hasRules((branch?.inputFilter ?? {}) as FilterDocument)) return;
  const expected = 'routeRecordsTo on the router: it passes all records on and does not ask the filter';
  scope.at('branches', 0, 'inputFilter').warn(`found a filter, expected ${expected}`);
}

function compileBranch(context: CompileContext, branch: BranchDocument, scope: Scope, index: number): PlannedBranch {
  const steps = compileSteps(context, branch.pageProcessors ?? [], scope.at('pageProcessors'));
  const next = branch.nextRouterId || undefined;
  return { name: branch.name ?? `branch ${index + 1}`, index, steps, ...(next !== undefined && { next }) };
}

function compileBranchFilter(
  context: CompileContext,
  site: CallSite,
  { inputFilter }: BranchDocument,
  scope: Scope,
  stage: string,
): { readonly filter?: PlannedOperation<boolean> } {
  if (inputFilter?.type === 'script') {
    const expected = 'rules, or the script on the router with routeRecordsUsing script';
    scope.at('inputFilter', 'script').refuse(`found a script as the filter of a branch, expected ${expected}`);
    return {};
  }
  const settings = gatherSettings(context, site) as Record<string, unknown>;
  const takes = compileFilter((inputFilter ?? undefined) as never, scope.at('inputFilter'), {
    source: 'routing',
    settings,
  });
  return takes ? { filter: { stage, apply: eachRecord(takes) } } : {};
}

/** Reads what the function of a router answered: indices of branches, or names of them. */
function createIndexReader(branches: readonly BranchDocument[], scope: Scope) {
  const names = branches.map(({ name }) => name);
  const fail = (value: unknown) => {
    return new RecordFailure(
      'routing',
      'routing_error',
      `found ${JSON.stringify(value)}, expected a list of indices below ${branches.length}`,
    );
  };
  return (value: unknown): readonly number[] => {
    if (!Array.isArray(value)) throw fail(value);
    scope.rely(readings.branchIndices);
    return value.map((one) => {
      const index = typeof one === 'string' ? names.indexOf(one) : one;
      if (!Number.isInteger(index) || index < 0 || index >= branches.length) throw fail(value);
      if (typeof one === 'string') {
        scope.warn(`the script answered with the name ${one}, expected the index of the branch`);
      }
      return index as number;
    });
  };
}

/** Refuses a next router that is none, and routers that lead back to themselves. */
function refuseWrongTurns(all: readonly PlannedRouter[], byId: ReadonlyMap<string, PlannedRouter>, scope: Scope): void {
  all.forEach(({ branches }, index) => {
    for (const { next, index: at } of branches) {
      if (next === undefined || byId.has(next)) continue;
      const place = scope.at('routers', index, 'branches', at, 'nextRouterId');
      place.refuse(`found ${next}, expected one of ${[...byId.keys()].join(', ')}`);
    }
  });
  const [first] = all;
  if (first && leadsBack(first.id, byId))
    scope.at('routers').refuse('found a router that leads back to itself, expected an end of every path');
}

/** Whether a way from a router meets itself. Each router is gone through once, however many ways lead to it. */
function leadsBack(start: string, byId: ReadonlyMap<string, PlannedRouter>): boolean {
  const [open, done] = [new Set<string>(), new Set<string>()];
  const walk = (id: string): boolean => {
    if (open.has(id)) return true;
    if (done.has(id)) return false;
    open.add(id);
    const isLoop = (byId.get(id)?.branches ?? []).some(({ next }) => next !== undefined && walk(next));
    open.delete(id);
    done.add(id);
    return isLoop;
  };
  return walk(start);
}
