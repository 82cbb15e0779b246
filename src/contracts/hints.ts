import type * as z from 'zod/mini';

/** The most fields of a value that a message names. */
const MOST_NAMES = 4;

/**
 * Formats what an author most likely meant by a value of another type: `; did the function forget to return?`, or
 * nothing.
 */
export function hintAtType({ expected, input, path = [], inst }: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidType>) {
  const hint = guess(String(expected), input, path, Object((inst as z.core.$ZodType | undefined)?._zod.def).shape);
  return hint === undefined ? '' : `; ${hint}?`;
}

function guess(expected: string, input: unknown, path: readonly PropertyKey[], shape: object = {}): string | undefined {
  const last = path.at(-1);
  const isRoot = last === undefined;
  // JSON has null for undefined.
  if (isRoot ? (input ?? undefined) === undefined : input === undefined && typeof last === 'number')
    return 'did the function forget to return';
  if (typeof input === 'string' && isRoot && isJson(input)) return 'did you mean the value, without JSON.stringify';
  if ((input === 'true' || input === 'false') && expected === 'boolean') return `did you mean ${input}`;
  if (expected === 'array' && isRoot && hasData(input)) return 'did you mean one { data } for each record';
  if (expected === 'array' && last === 'errors' && isError(input)) return 'did you mean a list with one error';
  if (expected !== 'object') return undefined;
  if (Array.isArray(input) && 'data' in shape) return 'did you mean { data: records }';
  if (input === null && typeof last === 'number') return 'did you mean {}, which ignores the record';
  return typeof input === 'string' && 'code' in shape ? 'did you mean { code, message }' : undefined;
}

function isJson(text: string): boolean {
  return /^\s*[[{]/.test(text);
}

function isError(value: unknown): boolean {
  return Object.hasOwn(Object(value), 'message');
}

function hasData(value: unknown): boolean {
  return Object.hasOwn(Object(value), 'data');
}

/** Words an object that has none of the fields that its contract knows: most likely a record. */
export function wordOtherObject(issue: z.core.$ZodRawIssue<z.core.$ZodIssueUnrecognizedKeys>): string {
  const { input, inst } = issue;
  const { shape } = (inst as z.core.$ZodObject)._zod.def;
  const names = Object.keys(Object(input));
  const shown = [...names.slice(0, MOST_NAMES), ...(names.length > MOST_NAMES ? ['…'] : [])].join(', ');
  const what = 'data' in shape ? 'a record' : 'an object';
  const words = { expected: formatShape(shape), received: `${what} with ${shown}`, hint: hintAtData(shape) };
  Object.assign(issue, words);
  return `expected ${words.expected}, found ${words.received}${words.hint}`;
}

/** `{ data?, errors? }` */
function formatShape(shape: z.core.$ZodShape): string {
  const fields = Object.entries(shape).map(([name, { _zod }]) => (_zod.optin === 'optional' ? `${name}?` : name));
  return `{ ${fields.join(', ')} }`;
}

function hintAtData({ data }: z.core.$ZodShape): string {
  if (!data) return '';
  const takesRecord = (data as z.ZodMiniType).safeParse({}).success;
  return `; did you mean { data: ${takesRecord ? 'record' : '[record]'} }?`;
}

/** Formats the number that a text should have been: `; did you mean 200, a number?`, or nothing. */
export function hintAtValue({ values = [], input }: { values?: readonly unknown[]; input?: unknown }): string {
  const meant = typeof input === 'string' && values.find((value) => String(value) === input);
  return typeof meant === 'number' ? `; did you mean ${meant}, a number?` : '';
}
