import * as z from 'zod';
import { findNearest } from '../shared/nearest.ts';

/** What may follow the name of an event: nothing, a text, or values by the names of fields. */
type Argument = 'none' | 'text' | 'values';

/** Whether an event can be told apart without its argument: one that must have it has no default. */
interface EventForm {
  readonly takes: Argument;
  readonly needs?: true;
  readonly says: string;
}

/** Everything that a customer or an owner does with an app. */
const FORMS = {
  install: { takes: 'none', says: 'Begins the installation, and runs its steps up to the first one for the customer.' },
  'submit form': { takes: 'values', says: 'Fills the form of the current step. Default: the `submit` of that step.' },
  connect: { takes: 'text', says: 'Chooses the connection of the current step by its _id. Default: a new one.' },
  'open settings': { takes: 'none', says: 'Opens the settings of the integration.' },
  'save settings': { takes: 'values', says: 'Saves changed settings. Default: `settings` of the app.' },
  'open mappings': { takes: 'none', says: '1.0: opens the mappings, whose metadata is asked for.' },
  'refresh metadata': { takes: 'text', needs: true, says: '1.0: asks for fresh metadata of a field of the settings.' },
  'add child': { takes: 'values', says: '2.0: adds a child and installs it, with these values in each of its forms.' },
  'update to': { takes: 'text', needs: true, says: 'The owner brings a new version to the integration.' },
  'change edition': { takes: 'text', says: 'The license changes its edition. Default: the next one of `editions`.' },
  uninstall: { takes: 'none', says: 'Uninstalls the integration, with its children first.' },
} as const satisfies Readonly<Record<string, EventForm>>;

/** The name of an event. */
export type LifeEventName = keyof typeof FORMS;

/** The names of all events. */
export const eventNames = Object.keys(FORMS) as readonly LifeEventName[];

/** The text of an event, with its place. */
export interface EventArgument {
  /** The `_id` of a connection, the name of a field, a version or an edition. */
  readonly text?: string | undefined;
  /** Its path in the app file; the default script names the lists of the app. */
  readonly path?: readonly PropertyKey[] | undefined;
}

/** One event of a life: what somebody does with the app. */
export interface LifeEvent extends EventArgument {
  readonly name: LifeEventName;
  /** The values of a form or of settings, by field; environment variables are unresolved. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** The event is expected to fail: with any message, or with one that holds this text. */
  readonly fails?: true | string;
}

const written = z.union([
  z.string().describe('The event with its text: `update to 2.1`.'),
  z.looseObject({
    ...Object.fromEntries(
      Object.entries(FORMS).map(([name, { says }]) => [name, z.unknown().optional().describe(says)]),
    ),
    fails: z
      .unknown()
      .optional()
      .describe('The event is expected to fail: true, or a part of the message of the function.'),
  }),
]);

/** One event as a text, `update to 2.1`, or as an object, `{ save settings: { currency: EUR } }`. */
export const lifeEventSchema = written.transform((value, context): LifeEvent => {
  const read = typeof value === 'string' ? readText(value) : readObject(value);
  if ('name' in read) return read;
  context.addIssue({ code: 'custom', path: read.path, message: read.message });
  return z.NEVER;
});

interface Unread {
  readonly path: string[];
  readonly message: string;
}

function readText(said: string): LifeEvent | Unread {
  const name = eventNames.find((one) => said === one || said.startsWith(`${one} `));
  if (!name) return { path: [], message: describeUnknown(said) };
  return complete(name, said.slice(name.length + 1).trim() || undefined, []);
}

function readObject({ fails, ...event }: Readonly<Record<string, unknown>>): LifeEvent | Unread {
  const [said, ...more] = Object.keys(event);
  if (said === undefined || more.length > 0) {
    return { path: [], message: `found ${more.length ? [said, ...more].join(', ') : 'no event'}, expected one event` };
  }
  const name = eventNames.find((one) => one === said);
  if (!name) return { path: [said], message: describeUnknown(said) };
  if (fails !== undefined && fails !== true && (typeof fails !== 'string' || fails === '')) {
    return { path: ['fails'], message: `expected true or a text, found ${JSON.stringify(fails)}` };
  }
  const read = complete(name, event[said] ?? undefined, [said]);
  return 'name' in read && fails !== undefined ? { ...read, fails } : read;
}

function complete(name: LifeEventName, argument: unknown, path: string[]): LifeEvent | Unread {
  const { takes, needs }: EventForm = FORMS[name];
  if (argument === undefined)
    return needs ? { path, message: `${name}: expected a text after it, found none` } : { name };
  if (takes === 'text' && typeof argument === 'string') return { name, text: argument };
  if (takes === 'values' && isFields(argument)) return { name, values: argument };
  const expected = { none: 'nothing', text: 'a text (in quotes, if it is a number)', values: 'an object of values' };
  return { path, message: `${name}: expected ${expected[takes]} after it, found ${JSON.stringify(argument)}` };
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function describeUnknown(said: string): string {
  const nearest = findNearest(said, eventNames);
  return `found the unknown event "${said}", expected ${nearest ?? `one of ${eventNames.join(', ')}`}`;
}

/** Formats an event as a script has it: `update to 2.1`. Values are left out: they may be secrets. */
export function formatEvent({ name, text }: LifeEvent): string {
  return text === undefined ? name : `${name} ${text}`;
}
