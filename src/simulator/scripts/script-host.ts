import { suggest } from '../../shared/nearest.ts';
import type { CallFailure } from '../../transport/transport.ts';
import { compileScript } from './compile-script.ts';
import type { ScriptCall, ScriptCalls, ScriptResult } from './script-call.ts';
import { ScriptQueue } from './script-queue.ts';

export type { ScriptCall, ScriptCalls, ScriptResult } from './script-call.ts';

/** A script as the platform keeps it. */
export interface ScriptDocument {
  readonly _id: string;
  readonly name?: string;
  readonly content: string;
  /** Until when `console.debug` is logged. */
  readonly debugUntil?: string;
  /** The path of its file, for messages. */
  readonly file?: string;
}

/** What integrator-api answers. */
export interface ScriptApi {
  /** Documents by kind and id, for `get` and `find`: `{ exports: { e1: { … } } }`. */
  readonly documents: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /**
   * What other calls answer, by the call and the id that it names: `{ 'exports.run': { e1: { data: [] } } }`. The id `*`
   * answers for every id, and for calls that name none.
   */
  readonly answers?: Readonly<Record<string, unknown>>;
  /** Whether the flow belongs to no integration: then scripts cannot run exports, imports and flows. */
  readonly isStandalone?: boolean;
}

/** The scripts of one job, and what they reach. */
export interface ScriptHostSettings {
  readonly scripts: readonly ScriptDocument[];
  readonly api: ScriptApi;
  /** Gets each console line, with its level before it, and the script's id. Default: nowhere. */
  readonly onConsole?: (line: string, script: string) => void;
  /** Ends the scripts; calls in flight reject. */
  readonly signal?: AbortSignal;
}

/** Runs the scripts of one job. Calls run in their order. */
export interface ScriptHost {
  /** @throws TransportError if the process cannot be started, or if the signal ended it */
  readonly call: (call: ScriptCall) => Promise<ScriptResult>;
  /** Calls a function once for each options, with one message to its process. The results have the same order. */
  readonly callEach: (calls: ScriptCalls) => Promise<readonly ScriptResult[]>;
  readonly close: () => Promise<void>;
}

/**
 * Opens a host for the platform's own scripts: synchronous JavaScript without Node, with integrator-api, dayjs and sjcl.
 * They run in one process with few permissions, where each reference has a context of its own. That keeps mistakes in,
 * not attackers: run scripts of people that you trust.
 * @throws TransportError if the process cannot be started
 */
export async function openScriptHost(settings: ScriptHostSettings): Promise<ScriptHost> {
  const { scripts, api, onConsole, signal } = settings;
  const known = new Map(scripts.map((script) => [script._id, prepare(script)]));
  const queue = new ScriptQueue(JSON.stringify(api), { onConsole, signal });
  await queue.open();

  const callEach = async ({ script: id, function: wanted, reference, options, timeout }: ScriptCalls) => {
    const script = known.get(id);
    const found = script ? script.find(wanted) : failNotFound(id, [...known.keys()]);
    if (typeof found !== 'string') return options.map(() => found);
    if (options.length === 0) return [];
    const { sent, functions } = script as PreparedScript;
    const results = await queue.call({ script: sent, function: found, reference, options, timeout });
    return isBlank(wanted) && functions.length > 1 ? results.map(relyOnFirst) : results;
  };
  return {
    callEach,
    call: async (call) => {
      const [result] = await callEach({ ...call, options: [call.options] });
      return result as ScriptResult;
    },
    close: () => queue.close(),
  };
}

type PreparedScript = ReturnType<typeof prepare>;

/** Compiles a script, and finds its functions by the names of references. */
function prepare({ _id, name, content, debugUntil, file = `${name ?? _id}.js` }: ScriptDocument) {
  const compiled = compileScript(content);
  const sent = { id: _id, file, debugUntil: debugUntil === undefined ? 0 : Date.parse(debugUntil) };
  if (!('code' in compiled)) {
    const messages = compiled.map(({ line, message }) => `${file}:${line}: ${message}`);
    const failure: CallFailure = { errors: messages.map((message) => ({ code: 'SyntaxError', message })) };
    return { sent: { ...sent, code: '', offset: 0, imports: [] }, functions: [], find: () => failure };
  }
  const { code, offset, imports, functions, locals } = compiled;
  const find = (wanted = ''): string | CallFailure => {
    const found = isBlank(wanted) ? functions[0] : wanted;
    if (found === undefined) return fail('invalid_function', `${file}: found no function, expected one at the top`);
    if (locals.has(found)) return found;
    const expected = `expected one of ${functions.join(', ')}${suggest(found, functions)}`;
    return fail('invalid_function', `${file}: found no function ${found}, ${expected}`);
  };
  return { sent: { ...sent, code, offset, imports }, functions, find };
}

function isBlank(name: string | undefined): boolean {
  return name === undefined || name.trim() === '';
}

function relyOnFirst(result: ScriptResult): ScriptResult {
  return { ...result, relied: [...(result.relied ?? []), 'blankFunction'] };
}

function failNotFound(id: string, ids: readonly string[]): CallFailure {
  return fail('object_not_found', `found no script ${id}, expected one of ${ids.join(', ')}${suggest(id, ids)}`);
}

function fail(code: string, message: string): CallFailure {
  return { errors: [{ code, message }] };
}
