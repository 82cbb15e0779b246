import type { Realm, RealmFailure } from './realm.ts';

/** Gives a context what calls one function of its script, and makes a text or a failure of what comes of it. */
export function installCall(realm: Realm): void {
  const { stringify } = JSON;
  let find: ((name: string) => unknown) | undefined;

  const fail = (code: string, message: string): RealmFailure => ({ errors: [{ code, message }] });

  const serialize = (name: string, answer: unknown): string | RealmFailure => {
    const code = 'invalid_extension_response';
    if (answer instanceof Promise) {
      realm.relied.add('promiseAnswer');
      return fail(code, `${name} answered a Promise, expected a value: scripts are synchronous`);
    }
    try {
      return stringify(answer) ?? 'null';
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
