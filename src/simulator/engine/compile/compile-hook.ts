import { suggest } from '../../../shared/nearest.ts';
import type { FunctionReference } from '../../flow/documents.ts';
import type { Scope } from '../../scope/scope.ts';
import { readings as scriptReadings } from '../../scripts/readings.ts';
import type { readScript } from '../../scripts/script-functions.ts';
import { isSet } from '../../wiring/is-set.ts';
import type { FunctionHost, PlannedFunction, PlannedHook } from '../plan.ts';
import type { FlowKind } from '../rules.ts';
import { type CompileContext, formatSetting, scopeOf } from './compile-context.ts';
import { type CallSite, createOptions } from './create-options.ts';
import { readings } from './readings.ts';
import type { StageKind } from './stage-list.ts';

/** A hook as a document names it. */
export interface WrittenHook {
  readonly kind: FlowKind & StageKind;
  readonly reference: FunctionReference | null | undefined;
  readonly scope: Scope;
}

/** Compiles a hook of a step; undefined where the document names none. */
export function compileHook(
  context: CompileContext,
  site: CallSite,
  { kind, reference, scope }: WrittenHook,
): PlannedHook | undefined {
  const host = resolveHost(context, scope, reference, site.step, kind);
  if (!host) return undefined;
  const { name, ...place } = host;
  if (kind === 'postResponseMap' && 'stack' in place && !context.folder.isShort)
    scope.rely(readings.postResponseMapOnStack);
  const { configuration } = reference as FunctionReference;
  if ('stack' in place) context.functions.push({ scope, stack: place.stack, name, kind });
  const fn = { kind, name, host: place, complete: createOptions(context, site, { kind, host: place, configuration }) };
  return { stage: context.stages.add(site.step, kind, name), fn };
}

/** A function's host, with its name. */
type NamedHost = FunctionHost & { readonly name: string };

/** Finds where a referenced function runs; undefined where nothing is referenced, or after a refusal. */
export function resolveHost(
  context: CompileContext,
  scope: Scope,
  reference: FunctionReference | null | undefined,
  step: string,
  stage: string,
): NamedHost | undefined {
  const { _scriptId: script, _stackId: stack, function: name } = reference ?? {};
  if (script && stack) {
    scope.refuse('found both _scriptId and _stackId, expected one: which of them runs is not known');
    return undefined;
  }
  if (script) return resolveScript(context, scope, script, name ?? '', `${step}: ${stage}`);
  if (stack) return resolveStack(context, scope, stack, name ?? '');
  if (name) scope.warn(`found the function ${name} without _scriptId or _stackId: the platform does not call it`);
  else if (isSet(reference)) scope.warn(`found ${listSet(reference)} without a function: the platform calls nothing`);
  return undefined;
}

/** Lists the names of the fields that say something. */
function listSet(reference: object | null | undefined): string {
  const set = Object.entries(Object(reference)).filter(([, value]) => isSet(value));
  return set.map(([key]) => key).join(' and ');
}

function resolveStack(
  context: CompileContext,
  scope: Scope,
  stack: string,
  name: string,
): (NamedHost & { readonly stack: string }) | undefined {
  if (!name) {
    scope.refuse('found no function, expected the name of a function of the stack');
    return undefined;
  }
  if (!Object.hasOwn(context.folder.simulation.stacks, stack)) {
    const known = context.folder.stacks[stack]?.name;
    scope.refuse(
      `found the stack ${stack}${known ? ` (${known})` : ''}, expected ${formatSetting('stacks', stack)}: { module: FILE }, or lambda, or server`,
    );
    return undefined;
  }
  return { stack, name };
}

/** A blank name is the only function of the script, or the first of several. */
function resolveScript(
  context: CompileContext,
  scope: Scope,
  script: string,
  name: string,
  reference: string,
): NamedHost | undefined {
  const document = context.folder.scripts[script];
  if (!document) {
    scope.refuse(`found the script ${script}, expected scripts/${script}.json beside the flow`);
    return undefined;
  }
  const content = document.content ?? '';
  const { functions, problems } = (context.libraries.readScript as typeof readScript)(content);
  const own = scopeOf(context, 'scripts', script);
  for (const { line, message, isError } of problems) own[isError ? 'refuse' : 'warn'](`line ${line}: ${message}`);
  if (problems.some(({ isError }) => isError)) return undefined;
  const [first] = functions;
  const called = name || first;
  if (called === undefined || !functions.includes(called)) {
    const expected = first === undefined ? 'a script with a function' : `one of ${functions.join(', ')}`;
    scope.refuse(`found "${name}", expected ${expected} in the script ${script}${suggest(name, functions)}`);
    return undefined;
  }
  if (/\bjob\b/.test(content)) scope.rely(readings.job);
  if (!name && functions.length > 1) {
    scope.rely(scriptReadings.blankFunction);
    scope.warn(`found no function, of ${functions.join(', ')} the first is called`);
  }
  return { script, reference, timeout: context.folder.simulation.scripts.timeout, name: called };
}

/** The wrapper function of an export, an import or a ping: on the stack of its connection. */
export function compileWrapper(
  context: CompileContext,
  site: CallSite,
  kind: 'export' | 'import' | 'ping',
  wrapper: { readonly function?: string | null | undefined; readonly configuration?: object | null | undefined },
  scope: Scope,
): PlannedFunction | undefined {
  const id = site.connection ?? '';
  const connection = context.folder.connections[id];
  const stack = connection?.wrapper?._stackId;
  if (!stack) {
    scope.refuse(
      `found a wrapper whose connection ${id || '(none)'} names no stack, expected connections/${id || 'ID'}.json with wrapper._stackId`,
    );
    return undefined;
  }
  if (!connection.type)
    scopeOf(context, 'connections', id).at('type').warn('found none, expected wrapper: a stack is called through it');
  const host = resolveStack(context, scope, stack, String(wrapper.function));
  if (!host) return undefined;
  const { name, ...place } = host;
  context.functions.push({ scope, stack, name, kind });
  const { configuration } = wrapper;
  return { kind, name, host: place, complete: createOptions(context, site, { kind, host: place, configuration }) };
}
