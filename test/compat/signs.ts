import { type Call, CONNECTORS, configOf, GROUP_MEMBERS, MEMBERS } from './call.ts';
import { isPlainEnough } from './values.ts';

/* By what a call is told that the original will go wrong with it. */

export type Address = Record<string, unknown>;
const isObject = (value: unknown): value is Address => typeof value === 'object' && value !== null;
export const addressOf = ({ context }: Call): Address => (isObject(context) ? context : {});
export const eventOf = ({ event }: Call): unknown => (event === undefined ? undefined : JSON.parse(event));
const ADDRESS = ['function', 'diy', '_connectorId'];
const hasAny = (value: unknown, fields: string[]) =>
  isObject(value) && fields.some((field) => Object.hasOwn(value, field));

/** Nothing in the client context addresses the call, and the event does. */
export const isEnvelope = (call: Call) =>
  !hasAny(call.context, ADDRESS) && hasAny(eventOf(call), ['options', ...ADDRESS]);

/** Text of a property key, as JavaScript makes it; the original fails where there is none. */
export const keyOf = (key: unknown) => {
  try {
    return String(key);
  } catch {
    return undefined;
  }
};

const GROUPS: Record<string, string> = {
  hook: 'hooks',
  wrapper: 'wrappers',
  setting: 'settings',
  utility: 'utilities',
};
const groupOf = (type: unknown) =>
  (typeof type === 'string' && Object.hasOwn(GROUPS, type) ? GROUPS[type] : keyOf(type)) ?? '';

/** A name that the language, and not the author, has given to what is asked for it. */
const isBuiltIn = (holder: unknown, members: ReadonlySet<string>, name: unknown) => {
  const key = keyOf(name);
  if (key === undefined || holder === undefined || holder === null || members.has(key)) return false;
  const isOfFunction = typeof holder === 'function' && (key === 'name' || key === 'length');
  return !isOfFunction && key in Object(holder);
};

function modulesOf(call: Call): { connectors: Record<string, unknown>; module: unknown } {
  const config = configOf(call);
  const { diy, connectors } = (isObject(config) ? config : {}) as {
    diy?: unknown;
    connectors?: Record<string, unknown>;
  };
  const { diy: asked, _connectorId } = addressOf(call);
  return { connectors: connectors ?? {}, module: asked ? diy : connectors?.[keyOf(_connectorId) ?? ''] };
}

/** The call is for a module, a group or a function that the author has not made. */
export const hasOddConnector = (call: Call) => {
  const { diy, _connectorId } = addressOf(call);
  return !diy && isBuiltIn(modulesOf(call).connectors, new Set([...CONNECTORS, 'switchedOff']), _connectorId);
};
export const hasOddType = (call: Call) => {
  const { type } = addressOf(call);
  return Boolean(type) && isBuiltIn(modulesOf(call).module, MEMBERS, groupOf(type));
};
export const hasOddFunction = (call: Call) => {
  const { type, function: name } = addressOf(call);
  const { module } = modulesOf(call);
  const holder = type ? (module as Address | undefined)?.[groupOf(type)] : module;
  return typeof name === 'string' && isBuiltIn(holder, type ? GROUP_MEMBERS : MEMBERS, name);
};

const DATES = ['lastExportDateTime', 'currentExportDateTime'];
const isBadDate = (value: unknown) => {
  try {
    return Boolean(value) && Number.isNaN(new Date(value as string).getTime());
  } catch {
    return true;
  }
};
/** The dates of the export that are none. */
export const badDates = (call: Call) => {
  const options = eventOf(call);
  return isObject(options) && !Array.isArray(options) ? DATES.filter((field) => isBadDate(options[field])) : [];
};

export const messageOf = (thing: unknown) => (thing as { message?: unknown } | null | undefined)?.message ?? undefined;
const codeOf = (thing: unknown) => {
  const { code, name } = (thing ?? {}) as { code?: unknown; name?: unknown };
  return code || name || 'Error';
};
/** What ours takes a thing for that says nothing: an error with its text. */
export const worded = (thing: unknown) =>
  messageOf(thing) === undefined ? { message: String(thing), code: codeOf(thing) } : thing;

export const limitOf = (call: Call) => addressOf(call).maxResponseSize;
export const isLimit = (limit: unknown): limit is number =>
  typeof limit === 'number' && Number.isFinite(limit) && limit > 0;

/** The size of what the function answers: as the original counts it, and as JSON is sent. */
export function sizesOf(call: Call): { units: number; bytes: number } {
  const response = call.fn.told.echo ? eventOf(call) : call.fn.told.response;
  const text = isPlainEnough(response) ? (JSON.stringify(response) ?? '') : '';
  return { units: text.length, bytes: Buffer.byteLength(text) };
}
