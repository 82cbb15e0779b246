import type { Realm, RealmFailure, RealmSuccess } from './realm.ts';

/** Gives a context what calls one function of its script, and makes a text or a failure of what comes of it. */
export function installCall(realm: Realm): void {
  const { parse, stringify } = JSON;
  const { keys } = Object;
  const { isArray } = Array;
  let find: ((name: string) => unknown) | undefined;

  const fail = (code: string, message: string): RealmFailure => ({ errors: [{ code, message }] });

  /** Finds the first value that has become null in a text: a number that is none, or undefined in a list. */
  const findLost = (value: unknown, sent: unknown, path: string, isElement = false): string | undefined => {
    if (sent === null) return typeof value === 'number' || (isElement && value === undefined) ? path : undefined;
    if (typeof sent !== 'object' || typeof value !== 'object' || value === null) return undefined;
    const isList = isArray(value);
    for (const key of keys(sent)) {
      const inner = isList ? `[${key}]` : /^[a-z_$][\w$]*$/i.test(key) ? `.${key}` : `[${stringify(key)}]`;
      const [own, text] = [value as Record<string, unknown>, sent as Record<string, unknown>];
      const lost = findLost(own[key], text[key], path + inner, isList);
      if (lost !== undefined) return lost;
    }
    return undefined;
  };

  const serialize = (name: string, answer: unknown): RealmSuccess | RealmFailure => {
    const code = 'invalid_extension_response';
    if (answer instanceof Promise) {
      realm.relied.add('promiseAnswer');
      return fail(code, `${name} answered a Promise, expected a value: scripts are synchronous`);
    }
    try {
      const response = stringify(answer) ?? 'null';
      // Without a null in it, nothing has become one.
      const mayLose = answer !== undefined && answer !== null && response.includes('null');
      const lost = mayLose ? findLost(answer, parse(response), 'response') : undefined;
      if (lost === undefined) return { response };
      realm.relied.add('jsonAnswer');
      return { response, becomesNull: lost };
    } catch (thrown) {
      const reason = realm
        .describeThrown(thrown)
        .errors.map(({ message }) => message)
        .join();
      return fail(code, `the answer of ${name} is not serializable: ${reason}`);
    }
  };

  realm.callOne = (name, options) => {
    realm.relied.clear();
    try {
      realm.takeInput(options);
      find ??= realm.module(realm.access);
      const called = find(name);
      if (typeof called !== 'function') return fail('invalid_function', `${name} is no function, but ${typeof called}`);
      return serialize(name, called(options));
    } catch (thrown) {
      return realm.describeThrown(thrown);
    }
  };
}
