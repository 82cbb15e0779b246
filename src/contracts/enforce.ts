import { en } from 'zod/locales';
import type * as z from 'zod/mini';
import type { CheckedCall, ContractChecker, Issue, WarnLogger } from '../core/kind.ts';
import { ExtensionError, type Problem } from '../shared/errors.ts';
import { invalidOptions, invalidResponse } from '../shared/failures.ts';
import { suggest } from '../shared/nearest.ts';
import { formatPath } from '../shared/path.ts';
import { isAbsent } from './absent-option.ts';
import { type Contract, lazy } from './contract.ts';
import { hintAtType, hintAtValue, wordOtherObject } from './hints.ts';
import { contracts } from './registry.ts';
import { nameType, wordMismatch } from './schemas.ts';

/** The most issues of one value that are listed; the rest is counted. */
const MAX_ISSUES = 20;

/** Fails every call that breaks its contract: each issue is one error, `invalid_options` or `invalid_response`. */
export const enforce = createChecker((sentences, toProblem) => {
  throw new ExtensionError(sentences.map(toProblem));
});

/** Logs the issues of every call that breaks its contract, and lets it through. */
export const log = createChecker((violations, _, { warn }) => warn('contract broken', { complaints: violations }));

type Act = (sentences: readonly string[], toProblem: (sentence: string) => Problem, log: WarnLogger) => void;

function createChecker(act: Act): ContractChecker {
  const enforce = (kind: string, options: unknown, log: WarnLogger) => {
    const call = open(kind, options);
    const handle = (issues: readonly Issue[], toProblem: (sentence: string) => Problem) => {
      if (issues.length > 0) act(formatIssues(kind, issues), toProblem, log);
    };
    handle(call.options, invalidOptions);
    return (response: unknown) => handle(call.checkResponse(response), invalidResponse);
  };
  return { open, enforce };
}

/** The issues of a call as sentences, as the wire has them: rules of a kind are named after it. */
export function formatIssues(kind: string, issues: readonly Issue[]): string[] {
  return issues.map(({ path, message, rule }) => `${rule ? `${kind} ` : ''}${path}: ${message}`);
}

/** Whether there is a contract for a kind. */
export function isKind(kind: string): kind is keyof typeof contracts {
  return Object.hasOwn(contracts, kind);
}

function open(kind: string, options: unknown): CheckedCall {
  if (!isKind(kind)) {
    const message = `no such kind of function; define has ${Object.keys(contracts).join(', ')}`;
    const none = () => [];
    return { options: [{ path: kind, message }], checkResponse: none, checkNotes: none, checkAdvice: none };
  }
  const contract: Contract = contracts[kind];
  const { issues } = findIssues(contract.options, options, 'options', isAbsent);
  const checkRules = issues.length === 0 ? openRules(contract, options) : undefined;
  let notes: readonly Issue[] = [];
  const checkResponse = (response: unknown) => {
    const found = findIssues(contract.response, response, 'response', undefined, contract.writes);
    notes = found.notes;
    return found.issues.length > 0 || !checkRules ? found.issues : checkRules(response);
  };
  const checkAdvice = (response: unknown) => contract.advice?.(response as never) ?? [];
  return { options: issues, checkResponse, checkNotes: () => notes, checkAdvice };
}

/** Reads the options before the function can change them. Both schemas have accepted the values. */
function openRules({ perRecord, check }: Contract, options: unknown): (response: unknown) => readonly Issue[] {
  const records = perRecord && (options as Record<string, unknown[]>)[perRecord]?.length;
  return (response) => {
    if (check) return check(response as never);
    if (records === undefined) return [];
    const { length } = response as unknown[];
    if (length === records) return [];
    const message = `${length} ${length === 1 ? 'element' : 'elements'} for ${records} in options.${perRecord}`;
    return [{ path: 'response', message, rule: 'perRecord' }];
  };
}

const english = lazy(() => en().localeError);

/** Words issues of a response, with what the function's author most likely meant. */
function wordResponse(issue: z.core.$ZodRawIssue) {
  const said = error(issue);
  if (issue.code === 'unrecognized_keys') return said;
  const hint = issue.code === 'invalid_type' ? hintAtType(issue) : hintAtValue(issue);
  Object.assign(issue, { hint });
  return `${said}${hint}`;
}

/** Words zod's own issues. Without it the small build of zod has no words, or those of the application's locale. */
function error(issue: z.core.$ZodRawIssue) {
  if (issue.code === 'unrecognized_keys') return wordUnknown(issue);
  if (issue.code === 'invalid_value') return wordOther(issue);
  if (issue.code !== 'invalid_type') return `${english()(issue)}`;
  if (typeof issue.input === 'number' && isFreeText(issue)) Object.assign(issue, { isNote: true });
  return wordMismatch(issue, String(issue.expected), nameReceived(issue.input));
}

/** Words a value that is none of a list. A text may be a secret: it is not shown. */
function wordOther(issue: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidValue>) {
  const { values, input } = issue;
  const expected = `one of ${values.map((value) => JSON.stringify(value)).join('|')}`;
  return wordMismatch(issue, expected, typeof input === 'number' ? String(input) : nameReceived(input));
}

/**
 * Words a field that the documentation does not have, with the field that may have been meant. A field of its own beside
 * known ones is a note: without them, the whole object is another one, such as a record.
 */
function wordUnknown(issue: z.core.$ZodRawIssue<z.core.$ZodIssueUnrecognizedKeys>) {
  const { def } = (issue.inst as z.core.$ZodObject)._zod;
  const known = Object.keys(def.shape);
  const meant = issue.keys.map((key) => suggest(key, known)).find(Boolean) ?? '';
  const isBeside = known.some((key) => Object.hasOwn(Object(issue.input), key));
  Object.assign(issue, { isNote: isBeside && meant === '', isUnknown: isBeside });
  return isBeside || meant !== '' ? `${english()(issue)}${meant}` : wordOtherObject(issue);
}

/** Whether the platform takes any text, and so numbers: the id of an imported record, the code of an error. */
function isFreeText({ path, expected }: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidType>) {
  return expected === 'string' && /(^|,)(id|code)$/.test(String(path));
}

/** Names a value's type as zod does: an instance by its class. */
function nameReceived(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  const type = nameType(value);
  const isInstance = type === 'object' && Object.getPrototypeOf(value) !== Object.prototype;
  return (isInstance && (value as object).constructor?.name) || type;
}

/**
 * Schemas that were used before. Generating code takes most of a millisecond, so a schema's first check does without.
 */
const used = new WeakSet<z.ZodMiniType>();

function findIssues(
  schema: z.ZodMiniType,
  value: unknown,
  root: string,
  isIgnored: (schema: z.core.$ZodType, path: readonly PropertyKey[], value: unknown) => boolean = () => false,
  takesUnknown = false,
): { readonly issues: readonly Issue[]; readonly notes: readonly Issue[] } {
  const words = root === 'response' ? wordResponse : error;
  const result = schema.safeParse(value, { error: words, jitless: !used.has(schema) });
  used.add(schema);
  if (result.success) return NONE;
  const all = result.error.issues.flatMap(expandUnion) as readonly FoundIssue[];
  const found = all.filter(({ path }) => !isIgnored(schema, path, value));
  const isNote = (issue: FoundIssue) => issue.isNote || (takesUnknown && issue.isUnknown);
  return {
    issues: list(
      found.filter((issue) => !isNote(issue)),
      root,
    ),
    notes: found.filter(isNote).map((issue) => toIssue(issue, root)),
  };
}

const NONE = { issues: [], notes: [] };

/** An issue of zod's, with what its words leave on it. */
type FoundIssue = z.core.$ZodIssue & {
  readonly expected?: string;
  readonly received?: string;
  readonly hint?: string;
  readonly isNote?: boolean;
  readonly isUnknown?: boolean;
};

/** Lists each mistake once, at its first place: most are made for every record. */
function list(found: readonly FoundIssue[], root: string): readonly Issue[] {
  const alike = new Map<string, { readonly issue: Issue; more: number }>();
  for (const one of found) {
    const issue = toIssue(one, root);
    const place = one.path.filter((part) => typeof part !== 'number').map(String);
    const key = `${place.join()}: ${issue.message.split(', found ')[0]}`;
    const first = alike.get(key);
    if (first) first.more += 1;
    else alike.set(key, { issue, more: 0 });
  }
  const issues = Array.from(alike.values(), ({ issue, more }) =>
    more > 0 ? { ...issue, message: `${issue.message}, and ${more} more alike` } : issue,
  );
  const more = issues.length - MAX_ISSUES;
  return more > 0 ? [...issues.slice(0, MAX_ISSUES), { path: root, message: `${more} more` }] : issues;
}

/** Replaces the issue of a union by those of the alternative that was met farthest. */
function expandUnion(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const depth = (issues: readonly z.core.$ZodIssue[]) => Math.max(0, ...issues.map(({ path }) => path.length));
  const [closest = []] = issue.errors.toSorted((a, b) => depth(b) - depth(a));
  if (depth(closest) === 0) return [issue];
  return closest.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}

function toIssue({ path, message, expected, received, hint }: FoundIssue, root: string): Issue {
  const types = expected === undefined || received === undefined ? {} : { expected, received };
  return { path: formatPath(root, path), message, ...types, ...(hint && { hint }) };
}
