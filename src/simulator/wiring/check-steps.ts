import { suggest } from '../../shared/nearest.ts';
import { checkResponseMapping } from './check-mappings.ts';
import { checkParts } from './check-parts.ts';
import { checkHook, checkPreSave } from './check-reference.ts';
import { type GeneratorUse, listGeneratorUses, listStepUses, type StepUse } from './flow-uses.ts';
import { hasEffect, isReference } from './is-set.ts';
import type { WiringContext, WiringPlace } from './wiring-place.ts';

const STEP_TYPES = ['export', 'import'];

/** Checks the generators and steps of a flow: what they name, and what the platform takes only elsewhere. */
export function checkSteps(context: WiringContext): void {
  const { isAbstract, _abstractFlowId } = context.folder.flow;
  const template = context.placeOf('flow').at(isAbstract ? 'isAbstract' : '_abstractFlowId');
  if (isAbstract || _abstractFlowId)
    template.note('template-flow', 'a template, or a flow made of one', 'a flow with its overrides merged');
  checkPreSave(context.folder.flow, context.placeOf('flow'));
  for (const use of listGeneratorUses(context)) checkGenerator(context, use);
  for (const use of listStepUses(context)) checkStep(context, use);
}

function checkGenerator(context: WiringContext, { written, place, id }: GeneratorUse): void {
  const { hooks, filter, inputFilter } = written as Readonly<Record<string, unknown>>;
  const home = `on the export ${id ?? '(none)'}`;
  demandDocument(context, 'exports', id, place.at('_exportId'), 'pageGenerators');
  // The old form has the export on the flow itself, whose other fields are no generator's.
  if (place.path === '') return;
  checkParts(written, 'pageGenerators', place);
  for (const name of listHooks(hooks))
    place.at('hooks', name).note('hook-on-page-generator', 'a hook here', `preSavePage ${home}`);
  for (const [key, value] of Object.entries({ filter, inputFilter }))
    if (hasEffect(value)) place.at(key).note('filter-on-page-generator', 'a filter here', `filter ${home}`);
}

function checkStep(context: WiringContext, { written, place, kind, id }: StepUse): void {
  const isLookup = kind === 'exports';
  if (written.type && !STEP_TYPES.includes(written.type)) {
    const expected = `${STEP_TYPES.join(' or ')}${suggest(written.type, STEP_TYPES)}`;
    place.at('type').note('unknown-step', `the type ${written.type}`, expected, place.at('_importId'));
    return;
  }
  demandDocument(context, kind, id, place.at(isLookup ? '_exportId' : '_importId'), 'pageProcessors');
  if (place.path === '') return;
  checkParts(written, 'pageProcessors', place);
  const home = `${isLookup ? 'on the export' : 'on the import'} ${id ?? '(none)'}`;
  const key = isLookup ? 'inputFilter' : 'filter';
  for (const name of ['filter', 'inputFilter'])
    if (hasEffect(written[name])) place.at(name).note('filter-on-page-processor', 'a filter here', `${key} ${home}`);
  for (const name of listHooks(written.hooks)) {
    if (name === 'postResponseMap') continue;
    const expected = describeHome(name, isLookup, home);
    place.at('hooks', name).note('hook-on-page-processor', 'a hook here', expected);
  }
  const own = (...keys: string[]) => placeAfterStep(context, { place, kind, id }, ...keys);
  checkResponseMapping(written.responseMapping, own('responseMapping'));
  const hook = written.hooks?.postResponseMap;
  checkHook(context, hook, own('hooks', 'postResponseMap'));
  if (hook?._stackId && !hook._scriptId && !context.folder.isShort)
    own('hooks', 'postResponseMap', '_stackId').note('stack-on-post-response-map', 'a stack', 'a script, to be sure');
}

/** The short form has the response mapping and its hook at the export or import. */
function placeAfterStep(
  { folder, placeOf }: WiringContext,
  { place, kind, id }: Pick<StepUse, 'place' | 'kind' | 'id'>,
  ...keys: readonly string[]
): WiringPlace {
  return (folder.isShort ? placeOf(kind, id) : place).at(...keys);
}

function demandDocument(
  { folder, placeOf }: WiringContext,
  kind: 'exports' | 'imports',
  id: string | undefined,
  place: WiringPlace,
  list: string,
): void {
  if (id !== undefined && Object.hasOwn(folder[kind], id)) return;
  // The old form is compiled as a list of one.
  const compiled = placeOf('flow').at(list, 0, kind === 'exports' ? '_exportId' : '_importId');
  const what = kind === 'exports' ? 'the export' : 'the import';
  const { document } = placeOf(kind, id ?? 'ID');
  const expected = id === undefined ? 'its id' : `${document}${suggest(id, Object.keys(folder[kind]))}`;
  place.note('missing-document', id === undefined ? `${what} without an id` : `${what} ${id}`, expected, compiled);
}

function describeHome(name: string, isLookup: boolean, home: string): string {
  if (['preMap', 'postMap', 'postSubmit', 'postAggregate'].includes(name))
    return isLookup ? `it on an import: a lookup has preSavePage ${home}` : `it ${home}`;
  if (name === 'preSavePage' && isLookup) return `it ${home}`;
  return `postResponseMap, the only hook of a step${suggest(name, ['postResponseMap'])}`;
}

/** Lists the names of the hooks that refer to a function. */
function listHooks(hooks: unknown): string[] {
  return Object.keys(Object(hooks)).filter((name) => isReference(Object(hooks)[name]));
}
