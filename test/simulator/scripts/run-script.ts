import { Script } from 'node:vm';
import { type CompiledScript, compileScript } from '../../../src/simulator/scripts/compile-script.ts';
import { installApi } from '../../../src/simulator/scripts/in-context/install-api.ts';
import { installBatch } from '../../../src/simulator/scripts/in-context/install-batch.ts';
import { installCall } from '../../../src/simulator/scripts/in-context/install-call.ts';
import { installConsole } from '../../../src/simulator/scripts/in-context/install-console.ts';
import { installFailures } from '../../../src/simulator/scripts/in-context/install-failures.ts';
import { installInput } from '../../../src/simulator/scripts/in-context/install-input.ts';
import { installModules } from '../../../src/simulator/scripts/in-context/install-modules.ts';
import type { Realm, ScriptAccess, ScriptModule } from '../../../src/simulator/scripts/in-context/realm.ts';
import { librarySources } from '../../../src/simulator/scripts/library-sources.ts';
import { readOutcomes } from '../../../src/simulator/scripts/read-outcomes.ts';
import type { ScriptResult } from '../../../src/simulator/scripts/script-call.ts';
import { ScriptContext } from '../../../src/simulator/scripts/script-context.ts';
import type { ScriptApi } from '../../../src/simulator/scripts/script-host.ts';

/** What a script's calls came to. */
export interface ScriptRun {
  readonly results: readonly ScriptResult[];
  readonly lines: readonly string[];
}

/** A script that can be called more than once. */
export interface OpenScript {
  readonly call: (name: string, ...options: unknown[]) => ScriptRun;
}

/** Opens a script: in a context of its own, or among this test's own globals. */
export type Open = (content: string, settings?: { api?: ScriptApi; debugUntil?: number }) => OpenScript;

export function compile(content: string): CompiledScript {
  const compiled = compileScript(content);
  if (!('code' in compiled)) throw new Error(JSON.stringify(compiled));
  return compiled;
}

const NOTHING: ScriptApi = { documents: {} };

export const openInContext: Open = (content, { api = NOTHING, debugUntil = 0 } = {}) => {
  const context = new ScriptContext({ ...compile(content), file: 'orders.js', debugUntil }, JSON.stringify(api));
  return {
    call: (name, ...options) => {
      const slices = [...context.run({ function: name, options: JSON.stringify(options), timeout: 5000 })];
      return {
        results: slices.flatMap(readOutcomes),
        lines: slices.flatMap(({ lines }) => (lines ? JSON.parse(lines) : [])),
      };
    },
  };
};

/** The same functions that a context evaluates as text, called as they are. */
export const openHere: Open = (content, { api = NOTHING, debugUntil = 0 } = {}) => {
  const global: { console?: unknown; require?: unknown } = {};
  const access = {} as ScriptAccess;
  const realm = { debugUntil, relied: new Set(), access } as Realm;
  installFailures(realm, '/in-context/');
  installConsole(realm, global);
  installInput(realm, access);
  installModules(realm, access, global);
  installApi(realm);
  installCall(realm);
  installBatch(realm);
  const { code, imports } = compile(content);
  const run = (text: string) => new Script(text, { filename: 'orders.js' }).runInThisContext();
  realm.module = run(`(function (console, require) { return ${code} })`)(
    global.console,
    global.require,
  ) as ScriptModule;
  for (const name of imports)
    if (name === 'integrator-api') realm.setApi(JSON.stringify(api));
    else realm.addLibrary(name, run(`(function (module, exports) {${librarySources[name]}\n})`));
  if (imports.includes('sjcl')) realm.seed(JSON.stringify(Array.from({ length: 32 }, (_, index) => index)));
  return {
    call: (name, ...options) => {
      realm.start(name, JSON.stringify(options), 0);
      const results: ScriptResult[] = [];
      while (!realm.isDone()) {
        realm.next();
        const slice = { outcomes: realm.takeOutcomes(), responses: realm.takeResponses(), lines: '', isLast: true };
        results.push(...readOutcomes(slice));
      }
      const lines = realm.takeLines();
      return { results, lines: lines ? JSON.parse(lines) : [] };
    },
  };
};
