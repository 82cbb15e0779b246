import { randomBytes } from 'node:crypto';
import { constants, createContext, Script } from 'node:vm';
import { functionTimeout } from '../../shared/failures.ts';
import { NEXT, SETUP_FILE, writeSetup } from './in-context/create-realm.ts';
import type { LibraryModule, Realm, ScriptModule } from './in-context/realm.ts';
import { librarySources } from './library-sources.ts';

/** A compiled script as it is sent to the process that runs it. */
export interface LoadedScript {
  readonly code: string;
  /** The name of its file in stacks. */
  readonly file: string;
  /** The characters that stand before the script's own on its first line. */
  readonly offset: number;
  readonly imports: readonly string[];
  /** Until when `console.debug` is logged, in milliseconds since 1970. */
  readonly debugUntil: number;
}

/** A batch of calls of one function. */
export interface ScriptBatch {
  readonly function: string;
  /** JSON of the list of their options. */
  readonly options: string;
  /** Milliseconds that each call may take. */
  readonly timeout: number;
}

/** The outcomes of some calls, as texts: what a Realm gives. */
export interface OutcomeSlice {
  readonly outcomes: string;
  readonly responses: string;
  readonly lines: string;
  readonly isLast: boolean;
}

/** Milliseconds of a batch after which its outcomes so far are handed over. */
export const SLICE = 50;

const setup = new Script(writeSetup(), { filename: SETUP_FILE });
const next = new Script(`${NEXT}()`, { filename: SETUP_FILE });
const libraries = new Map<string, Script>();

/**
 * The context in which a script runs for one reference: its module variables live as long as it does. It has the
 * language, `console`, `require` and nothing of Node; only texts cross. This keeps mistakes in, not attackers: a context
 * of V8 is no security boundary, and the process around it has few permissions for that reason.
 */
export class ScriptContext {
  readonly #context = createContext(constants.DONT_CONTEXTIFY, {
    codeGeneration: { strings: false, wasm: false },
    microtaskMode: 'afterEvaluate',
  });
  readonly #realm: Realm = setup.runInContext(this.#context);

  /**
   * @param api JSON of a ScriptApi
   * @throws SyntaxError for code that V8 does not take
   */
  constructor({ code, file, offset, imports, debugUntil }: LoadedScript, api: string) {
    const script = new Script(code, { filename: file, columnOffset: -offset });
    this.#realm.debugUntil = debugUntil;
    this.#realm.module = script.runInContext(this.#context, QUIET) as ScriptModule;
    for (const name of imports) {
      if (name === 'integrator-api') this.#realm.setApi(api);
      else this.#realm.addLibrary(name, this.#loadLibrary(name));
    }
    if (imports.includes('sjcl')) this.#realm.seed(JSON.stringify([...new Uint32Array(randomBytes(128).buffer)]));
  }

  /** Makes the calls of a batch, one after the other, and yields their outcomes slice by slice. */
  *run({ function: name, options, timeout }: ScriptBatch): Generator<OutcomeSlice> {
    const realm = this.#realm;
    realm.start(name, options, SLICE);
    let isLast: boolean;
    do {
      try {
        next.runInContext(this.#context, { timeout: timeout + SLICE, ...QUIET });
      } catch (thrown) {
        // What the script throws is caught inside.
        if (Object(thrown).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw thrown;
        realm.interrupt('function_timeout', functionTimeout(name, timeout).message);
      }
      isLast = realm.isDone();
      yield {
        outcomes: realm.takeOutcomes(),
        responses: realm.takeResponses(),
        lines: realm.takeLines(),
        isLast,
      };
    } while (!isLast);
  }

  #loadLibrary(name: string): (module: LibraryModule, exports: unknown) => void {
    const text = `(function (module, exports) {${librarySources[name]}\n})`;
    const library = libraries.get(name) ?? new Script(text, { filename: `${name}.js` });
    libraries.set(name, library);
    return library.runInContext(this.#context, QUIET);
  }
}

/** Node would read the stack of an error to show it, from outside the context. */
const QUIET = { displayErrors: false } as const;
