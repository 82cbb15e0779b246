import { isDeepStrictEqual } from 'node:util';
import { type Client, formatPath, type RequestSettings } from './client.ts';
import { PlatformError } from './error.ts';
import { undefinedIfMissing } from './resources.ts';

/** Values that the platform keeps under keys from one run to the next. */
export interface StateStore {
  /** All keys. */
  list(settings?: RequestSettings): Promise<string[]>;
  /** The value of a key; undefined if it is missing. */
  get<T = unknown>(key: string, settings?: RequestSettings): Promise<T | undefined>;
  /** Saves a value: any JSON. */
  put(key: string, value: unknown, settings?: RequestSettings): Promise<void>;
  /** Deletes a value; does nothing if it is missing. */
  delete(key: string, settings?: RequestSettings): Promise<void>;
  /**
   * Saves the result of `change` on a value, and resolves to it. The value is read again just before it is written; if
   * it has changed meanwhile, `change` starts from the new value. The API cannot compare and write in one step: for a
   * moment two writers can still collide.
   * @throws PlatformError `platform_state_conflict` if the value keeps changing
   */
  update<T = unknown>(
    key: string,
    change: (value: T | undefined) => T | PromiseLike<T>,
    settings?: RequestSettings,
  ): Promise<T>;
}

/** The kinds of documents with a state of their own. */
export type StateOwner = 'integrations' | 'flows' | 'exports' | 'imports' | 'connections';

/** The state of the account, and of its documents. */
export interface State extends StateStore {
  /** The state of one document, with keys of its own. */
  of(owner: StateOwner, _id: string): StateStore;
}

const ATTEMPTS = 5;

export function createState(client: Client): State {
  return {
    ...createStore(client, () => 'state'),
    of: (owner, _id) => createStore(client, () => formatPath(owner, _id, 'state')),
  };
}

function createStore(client: Client, root: () => string): StateStore {
  const at = (key: string) => `${root()}/${formatPath(key)}`;
  const get: StateStore['get'] = async <T>(key: string, settings?: RequestSettings) => {
    const reply = await undefinedIfMissing(client.send({ method: 'GET', path: at(key) }, settings));
    return reply?.body as T | undefined;
  };
  const put: StateStore['put'] = async (key, value, settings) => {
    if (value === undefined) throw new TypeError(`state.put ${key}: found undefined, expected a value that is JSON`);
    await client.send({ method: 'PUT', path: at(key), json: value }, settings);
  };
  return {
    get,
    put,
    list: async (settings) => {
      const { body } = await client.send({ method: 'GET', path: root(), form: 'object' }, settings);
      return Object(body).keys ?? [];
    },
    delete: async (key, settings) => {
      await undefinedIfMissing(client.send({ method: 'DELETE', path: at(key) }, settings));
    },
    update: async <T>(
      key: string,
      change: (value: T | undefined) => T | PromiseLike<T>,
      settings?: RequestSettings,
    ) => {
      let value = await get<T>(key, settings);
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const changed = await change(structuredClone(value));
        const found = await get<T>(key, settings);
        if (isDeepStrictEqual(found, value)) {
          await put(key, changed, settings);
          return changed;
        }
        value = found;
      }
      const message = `The value was changed by somebody else ${ATTEMPTS} times in a row.`;
      throw new PlatformError(`state.update ${key}`, [{ code: 'platform_state_conflict', message }]);
    },
  };
}
