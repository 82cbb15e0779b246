import { FLOW } from '../../fields/flow-fields.ts';
import { CONNECTION } from '../../fields/other-fields.ts';
import type { FlowDocument } from '../../flow/documents.ts';
import type { Scope } from '../../scope/scope.ts';
import type { Plan, PlannedGenerator, PlannedHook } from '../plan.ts';
import { checkStacks } from './check-stacks.ts';
import { type CompileContext, scopeOf } from './compile-context.ts';
import { compileGenerator, toExportSite } from './compile-generator.ts';
import { compileWrapper } from './compile-hook.ts';
import { compileRouters } from './compile-router.ts';
import type { CallSite } from './create-options.ts';
import { noteFields } from './note-fields.ts';
import { warnDropped } from './warn-dropped.ts';

/** Compiles a flow from its documents. What can't be run is refused in the context's findings. */
export function compileFlow(context: CompileContext): Plan {
  const { flow } = context.folder;
  const scope = scopeOf(context, 'flow');
  refuseTemplates(flow, scope);
  noteDocuments(context, scope);
  const pings = compilePings(context);
  const generators = listGenerators(flow).flatMap((written, index): PlannedGenerator[] => {
    const own = scope.at('pageGenerators', index);
    warnDropped(written, `exports/${written._exportId ?? 'ID'}.json`, own);
    const generator = compileGenerator(context, written, own);
    return generator ? [generator] : [];
  });
  if (generators.length === 0 && listGenerators(flow).length === 0)
    scope.at('pageGenerators').refuse('found none, expected an export at least');
  const routers = compileRouters(context, scope);
  return { name: flow.name ?? flow._id ?? 'flow', pings, generators, routers, stages: context.stages.stages };
}

/** Says what the flow, its stacks and its connections have that a run does not simulate. */
function noteDocuments(context: CompileContext, scope: Scope): void {
  const { flow, connections, isShort, simulation } = context.folder;
  if (!isShort) noteFields(flow, FLOW, scope);
  checkStacks(context);
  const isInTurn = (simulation.faults.concurrency ?? 1) === 1;
  for (const [id, connection] of Object.entries(connections)) {
    const own = scopeOf(context, 'connections', id);
    if (connection.offline) own.at('offline').warn('the connection is offline; the flow is run all the same');
    if (!isShort && isInTurn) noteFields(connection, CONNECTION, own);
  }
}

/** The old form of a flow has one export and one import. */
function listGenerators({ pageGenerators, _exportId }: FlowDocument) {
  if (pageGenerators?.length) return pageGenerators;
  return _exportId ? [{ _exportId }] : [];
}

function refuseTemplates({ isAbstract, _abstractFlowId, ...flow }: FlowDocument, scope: Scope): void {
  const merge = 'expected a flow of its own: merge its overrides on the platform first';
  if (isAbstract) scope.at('isAbstract').refuse(`found the template of other flows, ${merge}`);
  if (_abstractFlowId) scope.at('_abstractFlowId').refuse(`found a flow that is made of a template, ${merge}`);
  if (flow.disabled) scope.at('disabled').omit('the flow is disabled; it is run all the same');
  if (flow.runPageGeneratorsInParallel)
    scope.at('runPageGeneratorsInParallel').omit('the exports run one after the other');
}

/** Connections of wrappers are tested before the run, each once. */
function compilePings(context: CompileContext): PlannedHook[] {
  const { folder, stages } = context;
  const pinged = new Set<string>();
  const ping = (site: Omit<CallSite, 'step'>): PlannedHook[] => {
    const { connection: id } = site;
    const document = folder.connections[id ?? ''];
    const { pingFunction } = document?.wrapper ?? {};
    if (!id || !pingFunction || pinged.has(id)) return [];
    pinged.add(id);
    const step = stages.nameStep(folder.isShort ? 'ping' : `ping ${document?.name ?? id}`, 'connection');
    const own = { ...site, step };
    const scope = scopeOf(context, 'connections', id).at(...(folder.isShort ? ['ping'] : ['wrapper', 'pingFunction']));
    const fn = compileWrapper(context, own, 'ping', { function: pingFunction }, scope);
    return fn ? [{ stage: stages.add(step, 'call', fn.name), fn }] : [];
  };
  const exporting = Object.entries(folder.exports).flatMap(([id, document]) =>
    ping(toExportSite(context, id, document, '')),
  );
  const importing = Object.entries(folder.imports).flatMap(([id, { _connectionId: connection, settings }]) =>
    ping({ side: 'import', id, connection, settings }),
  );
  return [...exporting, ...importing];
}
