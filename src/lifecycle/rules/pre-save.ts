import { formatPath } from '../../shared/path.ts';
import { findDocumentProblem } from '../find-save-problem.ts';
import type { CallFacts, LifeRule, RuleFinding } from '../life-facts.ts';

/** What preSave answers can be saved, and has every field. */
export const preSave: LifeRule = {
  id: 'pre-save',
  says: 'preSave returns a document that can be saved, with every field that it got.',
  why: 'The answer replaces the document: a lost field is lost for good, and what can’t be saved locks the settings.',
  source: 'documented: preSave returns the newResource to save.',
  afterEvent: ({ calls }) => calls.filter(({ kind }) => kind === 'preSave').flatMap(findLost),
};

function findLost({ options, response, before, number: call, function: name, errors }: CallFacts): RuleFinding[] {
  // An answer that is no object breaks the contract of preSave.
  if (errors || typeof response !== 'object' || response === null) return [];
  const at = { call, function: name };
  const problem = findDocumentProblem('integrations', response, before);
  const unsaved = problem && { path: problem.field === undefined ? 'response' : `response.${problem.field}`, ...at };
  const { newResource } = options;
  const lost = listLost(newResource, response, []).map((keys): RuleFinding => {
    const path = formatPath('response', keys);
    const had = describe(keys.reduce<unknown>((value, key) => Object(value)[key], newResource));
    return { message: `found nothing, expected ${had}, as in newResource`, path, ...at };
  });
  return [
    ...(unsaved ? [{ message: `found what can't be saved: ${problem?.message}`, ...unsaved }] : []),
    ...lost.filter(({ path }) => path !== unsaved?.path),
  ];
}

/** Lists the fields of a value that another one lacks. Elements of lists in the settings are the author's own. */
function listLost(value: unknown, other: unknown, keys: readonly PropertyKey[]): PropertyKey[][] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value) && keys[0] === 'settings') return [];
  // A value of another type is a change, and no loss.
  if (typeof other !== 'object' || other === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const path = [...keys, Array.isArray(value) ? Number(key) : key];
    return Object.hasOwn(other, key) ? listLost(inner, (other as Record<string, unknown>)[key], path) : [path];
  });
}

/** Formats a lost value: whole, for a cut one could show a part of a secret. */
function describe(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === 'object' && value !== null ? 'an object' : JSON.stringify(value);
}
