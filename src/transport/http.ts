import { readErrors } from '../lambda/exchange.ts';
import { type Call, type CallResult, type Transport, TransportError, toEnvelope } from './transport.ts';

/**
 * Calls a server stack as integrator.io does: each call is a `POST` of its envelope to `/function`.
 * @param url the server's URL, with or without a final slash
 * @param token its system token
 */
export function openHttp(url: string, token: string): Transport {
  const place = `${url.replace(/\/+$/, '')}/function`;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const call = async ({ address, options, timeout }: Call): Promise<CallResult> => {
    const body = toEnvelope(address, options);
    try {
      const response = await fetch(place, { method: 'POST', headers, body, signal: AbortSignal.timeout(timeout) });
      return toAnswered(response.status, await response.text());
    } catch (thrown) {
      const { name, message, cause } = thrown as Error;
      throw new TransportError(name, `${place}: ${message}${cause instanceof Error ? `: ${cause.message}` : ''}`);
    }
  };
  return { call, close: async () => {} };
}

function toAnswered(status: number, text: string): CallResult {
  if (status !== 200)
    return { errors: readErrors(text) ?? [{ code: 'server_error', message: `status ${status}: ${text}` }] };
  // An empty body stands for undefined.
  const response = text || 'null';
  return isJson(response) ? { response } : { errors: [NOT_JSON] };
}

/** The platform's own error for a body that is not JSON. */
const NOT_JSON = { code: 'invalid_extension_response', message: 'Extension response is not serializable.' };

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
