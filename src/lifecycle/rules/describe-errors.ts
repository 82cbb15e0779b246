import type { CallFacts } from '../life-facts.ts';

/** Formats what a failed call has answered: `Error: no room`. */
export function describeErrors({ errors = [] }: CallFacts): string {
  return errors.map(({ code, message }) => [code, message].filter(Boolean).join(': ')).join('; ');
}
