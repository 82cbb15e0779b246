import type { Recording } from '../../recording/recording.ts';
import type { CallPage, EditedCall } from '../page-routes.ts';

/** A request that the server refused, or that did not reach it. */
export class ApiError extends Error {
  /** The HTTP status; undefined if no answer came. */
  readonly status: number | undefined;

  constructor(message: string, status?: number) {
    super(message);
    this.status = status;
  }
}

/** The server's side of the page. Every function rejects with an ApiError. */
export interface CallApi {
  readonly readCall: (id: string) => Promise<Recording>;
  /** Finds the ids of the calls that have a text anywhere. */
  readonly search: (text: string) => Promise<ReadonlySet<string>>;
  /** Repeats a call. Resolves with the id of the new one. */
  readonly repeat: (id: string, edited?: EditedCall) => Promise<string>;
  /** Saves a call. Resolves with the path of the file. */
  readonly saveEvent: (id: string) => Promise<string>;
  readonly saveTest: (id: string) => Promise<string>;
  /** Opens the stream of events after the one with this id. */
  readonly openEvents: (last: string, signal: AbortSignal) => Promise<ReadableStream<Uint8Array<ArrayBuffer>>>;
}

/** Makes the connection of a page to its server. */
export function createCallApi(token: string): CallApi {
  const send = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = { ...init.headers, authorization: `Bearer ${token}` };
    const answer = await fetch(path, { ...init, headers }).catch(() => {
      throw new ApiError('The server does not answer: is `integrator-extension dev` still running?');
    });
    if (answer.ok) return answer;
    const { message } = await answer.json().catch(() => ({ message: `The server answered ${answer.status}.` }));
    throw new ApiError(message, answer.status);
  };
  const post = async (id: string, action: string, body?: string) => {
    const answer = await send(pathOf(id, action), { method: 'POST', ...(body !== undefined && { body }) });
    return await answer.json();
  };
  return {
    readCall: async (id) => await (await send(pathOf(id))).json(),
    search: async (text) => {
      const page: CallPage = await (await send(`/api/calls?text=${encodeURIComponent(text)}`)).json();
      return new Set(page.calls.map(({ id }) => id));
    },
    repeat: async (id, edited) => (await post(id, '/repeat', edited && JSON.stringify(edited))).id,
    saveEvent: async (id) => (await post(id, '/save-event')).file,
    saveTest: async (id) => (await post(id, '/save-test')).file,
    openEvents: async (last, signal) => {
      const { body } = await send('/api/events', { signal, headers: last ? { 'last-event-id': last } : {} });
      if (!body) throw new ApiError('The server sent no events.');
      return body;
    },
  };
}

function pathOf(id: string, action = ''): string {
  return `/api/calls/${encodeURIComponent(id)}${action}`;
}
