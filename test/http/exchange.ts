import type { Answer } from '../conformance/index.ts';

/** The system token of every server under test. */
export const systemToken = 'a-system-token-of-a-stack';

/** Makes integrator.io's request to a server stack, for `fetch`. */
export function toRequest(envelope: unknown, headers: Record<string, string> = {}): RequestInit & { body: string } {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${systemToken}`, ...headers },
    body: JSON.stringify(envelope),
  };
}

/** Reads a server stack's answer as integrator.io does. */
export async function toAnswer(answered: Response | Promise<Response>): Promise<Answer> {
  const { status, body } = await readWire(answered);
  if (status === 200) return { response: body };
  return { statusCode: status, errors: (body as { errors: unknown[] }).errors };
}

/** Reads the status, the content type and the body of an answer; `undefined` for an empty body. */
export async function readWire(answered: Response | Promise<Response>) {
  const response = await answered;
  const text = await response.text();
  const body: unknown = text === '' ? undefined : JSON.parse(text);
  return { status: response.status, type: response.headers.get('content-type'), body };
}

/** Makes the expected answer to a request that does not become a call. */
export function createRefusal(status: number, code: string, message: unknown) {
  return { status, type: 'application/json; charset=utf-8', body: { errors: [{ code, message }] } };
}
