import type * as z from 'zod';
import { pathOf } from '../path.ts';
import type { Complaints, Contract, Judge } from './contract.ts';
import { contracts } from './table.ts';

/** More complaints about one call than this say nothing new. */
const MOST = 20;

/** Fails every call that breaks its contract: each complaint is one error, `invalid_options` or `invalid_response`. */
export const enforce: Judge = { enforce: true, open };

/** Logs what breaks a contract and lets it through. */
export const log: Judge = { enforce: false, open };

/** Whether there is a contract for a kind. */
export function isKind(kind: string): kind is keyof typeof contracts {
  return Object.hasOwn(contracts, kind);
}

function open(kind: string, options: unknown) {
  if (!isKind(kind)) {
    return {
      options: [`${kind}: no such kind of function; define has ${Object.keys(contracts).join(', ')}`],
      judge: () => [],
    };
  }
  const contract: Contract = contracts[kind];
  const complaints = breaches(contract.options, options, 'options');
  const rule = complaints.length === 0 ? contract.check?.(options) : undefined;
  const judge = (response: unknown): Complaints => {
    const wrong = breaches(contract.response, response, 'response');
    return wrong.length > 0 || !rule ? wrong : rule(response).map((complaint) => `${kind} ${complaint}`);
  };
  return { options: complaints, judge };
}

function breaches(schema: z.ZodType, value: unknown, root: string): Complaints {
  const result = schema.safeParse(value);
  if (result.success) return [];
  const complaints = result.error.issues.map((issue) => `${pathOf(root, issue.path)}: ${saying(issue)}`);
  const more = complaints.length - MOST;
  return more > 0 ? [...complaints.slice(0, MOST), `${root}: ${more} more`] : complaints;
}

function saying({ message }: z.core.$ZodIssue): string {
  return message.replace(/^Invalid input: /, '');
}
