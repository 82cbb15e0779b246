import { suggest } from '../../../shared/nearest.ts';
import { STACK } from '../../fields/other-fields.ts';
import type { StackDocument } from '../../flow/documents.ts';
import type { Scope } from '../../scope/scope.ts';
import { type CompileContext, scopeOf } from './compile-context.ts';
import { noteFields } from './note-fields.ts';
import { readings } from './readings.ts';

/** What the platform needs to call a stack of each type. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  lambda: ['functionName', 'awsRegion'],
  server: ['hostURI'],
};

const TYPES = Object.keys(NEEDED);

/** Checks whether the platform could call the stacks of a flow, and whether they are what the simulation calls. */
export function checkStacks(context: CompileContext): void {
  const { stacks, isShort, simulation } = context.folder;
  if (isShort) return;
  for (const [id, document] of Object.entries(stacks)) {
    const scope = scopeOf(context, 'stacks', id);
    noteFields(document, STACK, scope);
    checkDocument(document, scope);
    const { generation, ...places } = simulation.stacks[id] ?? {};
    if (document.type === 'lambda') checkFramework(document, generation, scope);
    const called = TYPES.find((type) => type in places);
    if (called && TYPES.includes(document.type ?? '') && document.type !== called)
      scope.at('type').warn(`found ${document.type}, but simulation.yaml calls a stack of the type ${called}`);
    if (document.type === 'server' && 'module' in places) scope.at('type').rely(readings.serverAsModule);
  }
}

/** A document without a type is none of the API: it says no more than a name. */
function checkDocument(document: StackDocument, scope: Scope): void {
  const { type } = document;
  if (!type) return;
  const needed = NEEDED[type];
  if (!needed) {
    scope.at('type').warn(`found ${type}, expected ${TYPES.join(' or ')}${suggest(type, TYPES)}`);
    return;
  }
  for (const key of needed) {
    if (Object(document[type])[key]) continue;
    scope.at(type, key).warn(`found none, expected it for a stack of the type ${type}: the platform cannot call it`);
  }
}

/** The older generation has no framework. */
function checkFramework({ framework }: StackDocument, generation: string | undefined, scope: Scope): void {
  const own = scope.at('framework');
  const isNewer = framework === 'twoDotZero';
  if (generation === '1.0') {
    if (isNewer) own.warn('found twoDotZero, but simulation.yaml calls the stack with the generation 1.0');
  } else if (!isNewer) {
    const why = framework ? '' : ': saving the stack without it has cleared it';
    own.warn(`found ${framework || 'none'}, expected twoDotZero for a stack of the type lambda${why}`);
  }
}
