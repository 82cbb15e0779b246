import { suggest } from '../../shared/nearest.ts';
import { getOwn } from '../../shared/own-property.ts';
import type { FunctionReference } from '../flow/documents.ts';
import { readScript } from '../scripts/script-functions.ts';
import { isSet } from './is-set.ts';
import type { WiringContext, WiringPlace } from './wiring-place.ts';

type Written = FunctionReference | null | undefined;

/** Checks a hook: what it names must be there, and be one thing. */
export function checkHook(context: WiringContext, reference: Written, place: WiringPlace): void {
  const { _scriptId: script, _stackId: stack, function: name } = reference ?? {};
  if (script && stack) {
    place.note('both-ids', `_scriptId ${script} and _stackId ${stack}`, 'one of them');
  } else if (script) {
    checkScriptReference(context, script, name, place);
  } else if (stack) {
    checkStack(context, stack, place.at('_stackId'), place);
    if (!name) place.note('no-function', 'no function', 'the name of a function of the stack');
  } else if (name) {
    place.note('function-without-id', `the function ${name} without an id`, '_scriptId or _stackId beside it');
  }
}

/** Checks a reference that only a script can fill: that of a filter, a transformation or a router. */
export function checkScriptOnly(context: WiringContext, reference: Written, place: WiringPlace): void {
  const { _scriptId: script, _stackId: stack, function: name } = reference ?? {};
  if (stack) place.at('_stackId').note('stack-for-script', `the stack ${stack}`, 'the _scriptId of a script', place);
  else if (script) checkScriptReference(context, script, name, place);
}

/** Checks the preSave of a document, which no run calls: it is a script. */
export function checkPreSave({ preSave }: Readonly<Record<string, unknown>>, place: WiringPlace): void {
  const stack = getOwn(preSave, '_stackId');
  if (isSet(stack))
    place.at('preSave', '_stackId').note('stack-for-script', `the stack ${stack}`, 'the _scriptId of a script');
}

/** @param covers places where compiling the flow finds the same */
export function checkStack(
  { folder, placeOf }: WiringContext,
  stack: string,
  place: WiringPlace,
  ...covers: readonly WiringPlace[]
): void {
  const { stacks } = folder.simulation;
  if (Object.hasOwn(stacks, stack)) return;
  const known = folder.stacks[stack]?.name;
  const found = `the stack ${stack}${known ? ` (${known})` : ''}`;
  const { document } = placeOf('simulation');
  const expected = `it under stacks in ${document}, with module, lambda or server`;
  place.note('stack-without-entry', found, `${expected}${suggest(stack, Object.keys(stacks))}`, ...covers);
}

function checkScriptReference(
  { folder, placeOf }: WiringContext,
  id: string,
  name: string | null | undefined,
  place: WiringPlace,
): void {
  const script = folder.scripts[id];
  if (!script) {
    const expected = `${placeOf('scripts', id).document}${suggest(id, Object.keys(folder.scripts))}`;
    place.at('_scriptId').note('missing-document', `the script ${id}`, expected, place);
    return;
  }
  const { functions, problems } = readScript(script.content ?? '');
  // Those are findings of the script itself.
  if (problems.some(({ isError }) => isError)) return;
  if (functions.length === 0) {
    const found = script.content ? `the script ${id} without a function` : `the script ${id} without its text`;
    const text = placeOf('scripts', id).document.replace(/\.json$/, '.js');
    place.at('_scriptId').note('no-function', found, `a function in its content, or in ${text}`, place);
  } else if (!name) {
    if (functions.length > 1) place.note('blank-function', 'no function', `one of ${functions.join(', ')}`);
  } else if (!functions.includes(name)) {
    noteMissing(name, functions, `the script ${id}`, place);
  }
}

function noteMissing(name: string, functions: readonly string[], where: string, place: WiringPlace): void {
  const sameLetters = functions.find((one) => one.toLowerCase() === name.toLowerCase());
  const own = place.at('function');
  if (sameLetters !== undefined) {
    own.note('function-case', name, `${sameLetters} of ${where}: the case of letters counts`, place);
    return;
  }
  const expected = `one of ${functions.join(', ')} of ${where}`;
  own.note('function-missing', name, `${expected}${suggest(name, functions)}`, place);
}
