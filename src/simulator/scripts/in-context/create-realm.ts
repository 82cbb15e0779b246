import { installApi } from './install-api.ts';
import { installBatch } from './install-batch.ts';
import { installCall } from './install-call.ts';
import { installConsole } from './install-console.ts';
import { installFailures } from './install-failures.ts';
import { installInput } from './install-input.ts';
import { installModules } from './install-modules.ts';

/** The name of the setup in stacks, which end there. */
export const SETUP_FILE = 'integrator-extension:setup';

/** The name of the global function that makes the next calls. */
export const NEXT = '__makeNextCalls';

/**
 * Writes the code that prepares the context of a script, as a script whose value is a Realm. It takes away what the
 * platform's engine is not known to have: WebAssembly, and memory shared with others.
 */
export function writeSetup(): string {
  return `(() => {
    'use strict';
    for (const name of ['WebAssembly', 'SharedArrayBuffer', 'Atomics']) delete globalThis[name];
    const access = {};
    const realm = { debugUntil: 0, relied: new Set(), access };
    (${installFailures})(realm, ${JSON.stringify(SETUP_FILE)});
    (${installConsole})(realm, globalThis);
    (${installInput})(realm, access);
    (${installModules})(realm, access, globalThis);
    (${installApi})(realm);
    (${installCall})(realm);
    (${installBatch})(realm);
    Object.defineProperty(globalThis, ${JSON.stringify(NEXT)}, { value: () => realm.next() });
    return realm;
  })()`;
}
