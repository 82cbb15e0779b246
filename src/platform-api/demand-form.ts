import { PlatformError, readPageText } from './error.ts';

/** The form of an answer: `page` is an object whose `data`, if it is there, is a list. */
export type AnswerForm = 'list' | 'object' | 'page';

const EXPECTED: Readonly<Record<AnswerForm, string>> = {
  list: 'a list',
  object: 'an object',
  page: 'an object with a list as its data',
};

/**
 * Checks that an answer has its form. A page of a proxy or of maintenance comes with 200, too: read as a list, it would
 * hold nothing. An answer without a body passes: the platform sends one for an empty list.
 * @param what the request: `GET /v1/exports`
 * @param scrub removes the token from a text: an answer may repeat it
 * @throws PlatformError `platform_invalid_response`
 */
export function demandForm(
  body: unknown,
  form: AnswerForm,
  { what, status, scrub }: { readonly what: string; readonly status: number; readonly scrub: (text: string) => string },
): void {
  if (body === undefined || hasForm(body, form)) return;
  const message = `found ${describe(body, scrub)}, expected ${EXPECTED[form]}.`;
  throw new PlatformError(what, [{ code: 'platform_invalid_response', message }], status);
}

function hasForm(body: unknown, form: AnswerForm): boolean {
  if (form === 'list' || Array.isArray(body)) return form === 'list' && Array.isArray(body);
  if (typeof body !== 'object' || body === null) return false;
  const { data } = body as { data?: unknown };
  return form === 'object' || data === undefined || Array.isArray(data);
}

function describe(body: unknown, scrub: (text: string) => string): string {
  if (typeof body === 'string') return `the text "${readPageText(scrub(body))}"`;
  if (Array.isArray(body)) return 'a list';
  return typeof body === 'object' && body !== null ? 'an object' : String(body);
}
