import { en } from 'zod/locales';
import type * as z from 'zod/mini';
import type { CheckedCall, ContractChecker, Issues, WarnLogger } from '../core/kind.ts';
import { ExtensionError, type Problem } from '../shared/errors.ts';
import { invalidOptions, invalidResponse } from '../shared/failures.ts';
import { formatPath } from '../shared/path.ts';
import { type Contract, lazy } from './contract.ts';
import { contracts } from './registry.ts';

/** More complaints about one call than this say nothing new. */
const MOST = 20;

/** Fails every call that breaks its contract: each complaint is one error, `invalid_options` or `invalid_response`. */
export const enforce = createChecker((complaints, toProblem) => {
  throw new ExtensionError(complaints.map(toProblem));
});

/** Logs what breaks a contract and lets it through. */
export const log = createChecker((complaints, _, { warn }) => warn('contract broken', { complaints }));

type Act = (complaints: Issues, toProblem: (complaint: string) => Problem, log: WarnLogger) => void;

function createChecker(act: Act): ContractChecker {
  const enforce = (kind: string, options: unknown, log: WarnLogger) => {
    const judgement = open(kind, options);
    if (judgement.options.length > 0) act(judgement.options, invalidOptions, log);
    return (response: unknown) => {
      const complaints = judgement.judge(response);
      if (complaints.length > 0) act(complaints, invalidResponse, log);
    };
  };
  return { open, enforce };
}

/** Whether there is a contract for a kind. */
export function isKind(kind: string): kind is keyof typeof contracts {
  return Object.hasOwn(contracts, kind);
}

function open(kind: string, options: unknown): CheckedCall {
  if (!isKind(kind)) {
    return {
      options: [`${kind}: no such kind of function; define has ${Object.keys(contracts).join(', ')}`],
      judge: () => [],
    };
  }
  const contract: Contract = contracts[kind];
  const complaints = findIssues(contract.options, options, 'options');
  const rule = complaints.length === 0 ? contract.check?.(options) : undefined;
  const judge = (response: unknown): Issues => {
    const wrong = findIssues(contract.response, response, 'response');
    return wrong.length > 0 || !rule ? wrong : rule(response).map((complaint) => `${kind} ${complaint}`);
  };
  return { options: complaints, judge };
}

/** The words are ours to choose: zod's small build has none, and those that an application sets are for its own schemas. */
const english = lazy(() => en().localeError);
const error = (issue: z.core.$ZodRawIssue) => english()(issue);

/**
 * The schemas that have been used. Code that checks twice as fast takes most of a millisecond to be generated: the first
 * check of a cold start goes without.
 */
const used = new WeakSet<z.ZodMiniType>();

function findIssues(schema: z.ZodMiniType, value: unknown, root: string): Issues {
  const result = schema.safeParse(value, { error, jitless: !used.has(schema) });
  used.add(schema);
  if (result.success) return [];
  const complaints = result.error.issues.map((issue) => `${formatPath(root, issue.path)}: ${saying(issue)}`);
  const more = complaints.length - MOST;
  return more > 0 ? [...complaints.slice(0, MOST), `${root}: ${more} more`] : complaints;
}

function saying({ message }: z.core.$ZodIssue): string {
  return message.replace(/^Invalid input: /, '');
}
