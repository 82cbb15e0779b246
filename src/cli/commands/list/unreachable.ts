import { GROUPS, toGroup, toType } from '../../../core/groups.ts';
import { listMembers, type Member } from '../../../core/inventory.ts';
import { readTag } from '../../../core/resolve.ts';
import { toText } from '../../../shared/errors.ts';
import { formatPath } from '../../../shared/path.ts';
import { isClass } from './style.ts';

/** A part of a module that looks callable, but is not. */
export interface Unreachable {
  /** Its place as code: `hooks.trim`. */
  readonly name: string;
  readonly why: string;
}

/** Lists the parts of a module that no call can reach, each with the reason. */
export function listUnreachable(module: object): Unreachable[] {
  return listMembers(module).flatMap(({ name, value, failure }) => {
    const why = explainFailure(failure) ?? whyNot(name, value) ?? whyNoGroup(name, value);
    if (why) return { name: name || '""', why };
    // Other instances belong to libraries: all their inner parts are out of reach.
    return isPlain(value) || GROUPS.includes(name) ? unreachableInGroup(name, Object(value)) : [];
  });
}

function unreachableInGroup(group: string, holder: object): Unreachable[] {
  return listMembers(holder).flatMap(({ name, value, failure }) => {
    const why = explainFailure(failure) ?? whyNot(name, value) ?? (holdsFunctions(value) ? TOO_DEEP : undefined);
    return why ? { name: formatPath(group, [name]), why } : [];
  });
}

function explainFailure(failure: Member['failure']): string | undefined {
  return failure && `reading it throws ${toText(failure.thrown)}`;
}

const TOO_DEEP = 'it holds functions, but calls only look into a module and its groups';

function whyNot(name: string, value: unknown): string | undefined {
  if (typeof value !== 'function') return undefined;
  if (name === '') return 'it has no name';
  if (/Generator/.test(readTag(value))) return 'it is a generator: called, it makes an iterator and never answers';
  return isClass(value) ? 'it is a class: called without new, it throws' : undefined;
}

function whyNoGroup(name: string, value: unknown): string | undefined {
  if (GROUPS.includes(name) && Object(value) !== value) {
    return `found ${value === null ? 'null' : typeof value}, expected an object that holds functions`;
  }
  if (toType(name) !== undefined || !holdsFunctions(value)) return undefined;
  return name ? `the type ${name} leads to ${toGroup(name)}: expected its functions there` : 'no type leads to it';
}

function isPlain(value: unknown): value is object {
  return readTag(value) === '[object Object]' && [null, Object.prototype].includes(Object.getPrototypeOf(value));
}

function holdsFunctions(value: unknown): boolean {
  return isPlain(value) && Object.values(value).some((one) => typeof one === 'function');
}
