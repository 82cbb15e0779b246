import type { Realm, RealmFailure } from './realm.ts';

/** Gives a context what describes thrown values, with stacks that end where the script's own frames do. */
export function installFailures(realm: Realm, setupFile: string): void {
  const read = (from: unknown, key: string): unknown => {
    try {
      return (from as Record<string, unknown>)[key];
    } catch {
      return undefined;
    }
  };

  const toText = (value: unknown): string => {
    try {
      return String(value);
    } catch {
      return typeof value;
    }
  };

  const readStack = (thrown: unknown): string | undefined => {
    const stack = read(thrown, 'stack');
    if (typeof stack !== 'string') return undefined;
    const lines = stack.split('\n');
    const end = lines.findIndex((line) => line.includes(setupFile));
    return lines.slice(0, end === -1 ? lines.length : end).join('\n');
  };

  realm.describeThrown = (thrown: unknown): RealmFailure => {
    const message = read(thrown, 'message');
    const code = read(thrown, 'code') || read(thrown, 'name') || 'Error';
    const stack = readStack(thrown);
    return {
      errors: [{ code: toText(code), message: toText(message ?? thrown) }],
      ...(stack !== undefined && { stack }),
    };
  };
}
