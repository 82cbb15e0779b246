import { type Call, CONNECTORS, createConfig, GROUP_MEMBERS, MEMBERS } from './call.ts';
import { hasJsonForm } from './values.ts';

/* Properties of a call that predict a wrong answer of the original. */

export type Address = Record<string, unknown>;
const isObject = (value: unknown): value is Address => typeof value === 'object' && value !== null;
export const addressOf = ({ context }: Call): Address => (isObject(context) ? context : {});
export const parseEvent = ({ event }: Call): unknown => (event === undefined ? undefined : JSON.parse(event));
const ADDRESS = ['function', 'diy', '_connectorId'];
const hasAny = (value: unknown, fields: string[]) =>
  isObject(value) && fields.some((field) => Object.hasOwn(value, field));

/** Whether the event addresses the call, and the client context does not. */
export const isEnvelope = (call: Call) =>
  !hasAny(call.context, ADDRESS) && hasAny(parseEvent(call), ['options', ...ADDRESS]);

/** Converts a value to a property key, as JavaScript does; the original fails for values without a text. */
export const toKey = (key: unknown) => {
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
const toGroupKey = (type: unknown) =>
  (typeof type === 'string' && Object.hasOwn(GROUPS, type) ? GROUPS[type] : toKey(type)) ?? '';

/** Whether the language, not the author, defines a name on an object. */
const isBuiltIn = (holder: unknown, members: ReadonlySet<string>, name: unknown) => {
  const key = toKey(name);
  if (key === undefined || holder === undefined || holder === null || members.has(key)) return false;
  const isOfFunction = typeof holder === 'function' && (key === 'name' || key === 'length');
  return !isOfFunction && key in Object(holder);
};

function findModules(call: Call): { connectors: Record<string, unknown>; module: unknown } {
  const config = createConfig(call);
  const { diy, connectors } = (isObject(config) ? config : {}) as {
    diy?: unknown;
    connectors?: Record<string, unknown>;
  };
  const { diy: asked, _connectorId } = addressOf(call);
  return { connectors: connectors ?? {}, module: asked ? diy : connectors?.[toKey(_connectorId) ?? ''] };
}

/** Whether the call addresses a module, a group or a function that the author did not define. */
export const hasOddConnector = (call: Call) => {
  const { diy, _connectorId } = addressOf(call);
  return !diy && isBuiltIn(findModules(call).connectors, new Set([...CONNECTORS, 'switchedOff']), _connectorId);
};
export const hasOddType = (call: Call) => {
  const { type } = addressOf(call);
  return Boolean(type) && isBuiltIn(findModules(call).module, MEMBERS, toGroupKey(type));
};
export const hasOddFunction = (call: Call) => {
  const { type, function: name } = addressOf(call);
  const { module } = findModules(call);
  const holder = type ? (module as Address | undefined)?.[toGroupKey(type)] : module;
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
/** Lists the invalid dates of the export. */
export const listBadDates = (call: Call) => {
  const options = parseEvent(call);
  return isObject(options) && !Array.isArray(options) ? DATES.filter((field) => isBadDate(options[field])) : [];
};

export const messageOf = (thing: unknown) => (thing as { message?: unknown } | null | undefined)?.message ?? undefined;
const readCode = (thing: unknown) => {
  const { code, name } = (thing ?? {}) as { code?: unknown; name?: unknown };
  return code || name || 'Error';
};
/** Makes our problem of a thrown value without a message: its text, with the code `Error`. */
export const toProblem = (thing: unknown) =>
  messageOf(thing) === undefined ? { message: String(thing), code: readCode(thing) } : thing;

/** The reason in the cause of a failed request, whose message is always the same. */
export function readFetchReason(thing: unknown): string | undefined {
  if (messageOf(thing) !== 'fetch failed') return undefined;
  const { cause } = thing as { cause?: { code: string; address: string; port: number } };
  return cause && `${cause.code} ${cause.address}:${cause.port}`;
}

export const limitOf = (call: Call) => addressOf(call).maxResponseSize;
export const isLimit = (limit: unknown): limit is number =>
  typeof limit === 'number' && Number.isFinite(limit) && limit > 0;

/** Counts the size of the function's answer as the original does, and as bytes of JSON. */
export function measureAnswer(call: Call): { units: number; bytes: number } {
  const response = call.fn.reply.echo ? parseEvent(call) : call.fn.reply.response;
  const text = hasJsonForm(response) ? (JSON.stringify(response) ?? '') : '';
  return { units: text.length, bytes: Buffer.byteLength(text) };
}
