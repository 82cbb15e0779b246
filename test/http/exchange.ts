import type { Answer } from '../conformance/index.ts';

/** The system token of every server under test. */
export const systemToken = 'a-system-token-of-a-stack';

/** What integrator.io sends to a server stack, as `fetch` takes it. */
export function asRequest(envelope: unknown, headers: Record<string, string> = {}): RequestInit & { body: string } {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${systemToken}`, ...headers },
    body: JSON.stringify(envelope),
  };
}

/** What integrator.io makes of a server stack's answer. */
export async function toAnswer(answered: Response | Promise<Response>): Promise<Answer> {
  const { status, body } = await toWire(answered);
  if (status === 200) return { response: body };
  return { statusCode: status, errors: (body as { errors: unknown[] }).errors };
}

/** Status, body and what is said of the body. `undefined` is a body that is empty. */
export async function toWire(answered: Response | Promise<Response>) {
  const response = await answered;
  const text = await response.text();
  const body: unknown = text === '' ? undefined : JSON.parse(text);
  return { status: response.status, type: response.headers.get('content-type'), body };
}

/** The wire's answer to a request that never becomes a call. */
export function refused(status: number, code: string, message: unknown) {
  return { status, type: 'application/json; charset=utf-8', body: { errors: [{ code, message }] } };
}
