import type { EventFacts, LifeFacts, LifeRule, RuleFinding } from '../life-facts.ts';
import { type FieldProblem, findFormProblems, findSettingsProblems } from './find-form-problems.ts';
import { findWriter } from './find-writer.ts';

/** A form has fields that the platform can show. */
export const formFields: LifeRule = {
  id: 'form-fields',
  says: 'The fields of a form have ids and types that the platform knows, and offer their defaultValue.',
  why: 'The customer sees “No mapped field for type” in the place of the field, or no form at all.',
  source:
    'documented: id, name and type are required, and id is the key of the field; observed: the types that the page of the platform shows.',
  afterEvent: findUnshown,
};

function* findUnshown(event: EventFacts, { events, app }: LifeFacts): Iterable<RuleFinding> {
  const list = (one: EventFacts) => listProblems(one, app.generation);
  // A form that is shown again is reported once.
  const earlier = events.filter(({ number }) => number < event.number).flatMap(list);
  const isKnown = ({ path, message }: FieldProblem) =>
    earlier.some((one) => one.path === path && one.message === message);
  const call = event.calls.findLast(({ kind }) => kind === 'formInit');
  const isOlder = isSettings(event, app.generation);
  const writer = isOlder ? findWriter(events, 'integrations', String(event._integrationId)) : undefined;
  const name = call?.function ?? writer?.call.function;
  for (const problem of list(event)) {
    if (isKnown(problem)) continue;
    yield { ...problem, ...(call && { call: call.number }), ...(name !== undefined && { function: name }) };
  }
}

function listProblems(event: EventFacts, generation: '1.0' | '2.0'): FieldProblem[] {
  const find = isSettings(event, generation) ? findSettingsProblems : (form: object) => findFormProblems(form);
  return event.forms.flatMap((form) => (typeof form === 'object' && form !== null ? find(form) : []));
}

/** Whether the form of an event is the settings of 1.0, and no form as steps and 2.0 have it. */
function isSettings({ event }: EventFacts, generation: '1.0' | '2.0'): boolean {
  return generation === '1.0' && event.name === 'open settings';
}
