/** How a generated function is written. */
export type Style =
  | 'callback'
  | 'async callback'
  | 'returns'
  | 'returns a promise'
  | 'async'
  | 'throws'
  | 'generator'
  | 'async generator'
  | 'class'
  | 'no function';

/** What a generated function says: `callback(error, response)`, or the like in its own style. */
export interface Told {
  readonly error?: unknown;
  readonly response?: unknown;
  /** It answers with the options that it was given. */
  readonly echo?: boolean;
}

export interface Behaviour {
  readonly style: Style;
  /** How its callback is declared: counted by `length` or not. */
  readonly declared: 'none' | 'one' | 'two' | 'three' | 'rest' | 'default' | 'arguments' | 'one and arguments';
  readonly when: 'now' | 'microtask' | 'later';
  readonly told: Told;
  /** How often it calls back. */
  readonly times: number;
  /** It throws once it has been run through. */
  readonly throwsAfterwards: boolean;
}

/** One call, from the configuration of its host to what the function does. Everything is made anew for each run. */
export interface Call {
  readonly configured: 'diy' | 'connectors' | { readonly broken: unknown };
  readonly module: 'plain' | 'instance' | 'function' | 'bare' | 'text';
  readonly context: unknown;
  /** JSON text, or undefined for no event at all. */
  readonly event: string | undefined;
  readonly fn: Behaviour;
}

/** The groups that a generated module has, each of which holds `main` as the module itself does. */
const GROUPS = ['hooks', 'wrappers', 'settings', 'utilities', 'installer', 'custom'];
/** What else is found in a module and in its groups. */
const OTHERS = { text: 'a text', nothing: null, version: 2 };

/** What a generated module has under its own names. */
export const MEMBERS: ReadonlySet<string> = new Set(['main', ...GROUPS, ...Object.keys(OTHERS)]);
export const GROUP_MEMBERS: ReadonlySet<string> = new Set(['main', ...Object.keys(OTHERS)]);
export const CONNECTORS: readonly string[] = ['5f01', '7'];

/** The configuration of a call's host. */
export function configOf({ configured, module, fn }: Call): unknown {
  if (typeof configured === 'object') return configured.broken;
  const made = moduleOf(module, fn);
  if (configured === 'diy') return { diy: made };
  return { connectors: { ...Object.fromEntries(CONNECTORS.map((id) => [id, made])), switchedOff: null } };
}

export function moduleOf(shape: Call['module'], behaviour: Behaviour): unknown {
  const main = functionOf(behaviour);
  const groups = Object.fromEntries(GROUPS.map((group) => [group, shaped(shape, { main, ...OTHERS })]));
  return shaped(shape, { main, ...OTHERS, ...groups });
}

function shaped(shape: Call['module'], members: Record<string, unknown>): unknown {
  switch (shape) {
    case 'plain':
      return members;
    case 'bare':
      return Object.assign(Object.create(null), members);
    case 'function':
      return Object.assign((_options: unknown, _callback: unknown) => {}, members);
    case 'text':
      return 'a module that is a text';
    case 'instance': {
      class Base {}
      class Module extends Base {
        // Found by way of `constructor`, if anything is.
        static main = (_options: unknown, callback: Callback) => callable(callback)(null, 'static');
      }
      Object.assign(Base.prototype, members);
      return new Module();
    }
  }
}

type Callback = (error?: unknown, response?: unknown) => void;

/** Somebody may call a function without a callback: by way of its own `call` and `apply`. */
const callable = (callback: unknown): Callback => (typeof callback === 'function' ? (callback as Callback) : () => {});

function functionOf(behaviour: Behaviour): unknown {
  const { told, declared } = behaviour;
  const response = (options: unknown) => (told.echo ? options : told.response);
  const callBack = (options: unknown, callback: unknown) => callBackAs(behaviour, options, callable(callback));
  switch (behaviour.style) {
    case 'no function':
      return { main: true };
    case 'callback':
      return declaring(declared, callBack);
    case 'async callback':
      return async (options: unknown, callback: unknown) => callBack(options, callback);
    case 'returns':
      return counting(declared, (options) => response(options));
    case 'returns a promise':
      return counting(declared, (options) => promised(told, response(options)));
    case 'async':
      if (declared === 'none') return async () => settled(told, response(undefined));
      return declared === 'two'
        ? async (options: unknown, _callback: unknown) => settled(told, response(options))
        : async (options: unknown) => settled(told, response(options));
    case 'throws':
      return counting(declared, () => {
        throw told.error;
      });
    case 'generator':
      return function* () {
        yield told.response;
      };
    case 'async generator':
      return async function* () {
        yield told.response;
      };
    case 'class':
      return class Main {};
  }
}

function callBackAs({ when, told, times, throwsAfterwards }: Behaviour, options: unknown, callback: Callback): void {
  const answer = () => {
    for (let time = 0; time < times; time++) {
      if (time > 0) callback(null, `answer ${time + 1}`);
      else callback(told.error, told.echo ? options : told.response);
    }
  };
  if (when === 'now') answer();
  if (when === 'microtask') queueMicrotask(answer);
  if (when === 'later') setImmediate(answer);
  if (throwsAfterwards) throw AFTERWARDS;
}

/** What a function throws that has been run through. */
export const AFTERWARDS = Object.assign(new Error('thrown afterwards'), { code: 'afterwards' });

function declaring(declared: Behaviour['declared'], run: (options: unknown, callback: unknown) => void): unknown {
  switch (declared) {
    case 'three':
      return (options: unknown, callback: unknown, _context: unknown) => run(options, callback);
    case 'rest':
      return (...args: unknown[]) => run(args[0], args[1]);
    case 'default':
      return (options: unknown, callback: unknown = undefined) => run(options, callback);
    case 'arguments':
      return function () {
        // biome-ignore lint/complexity/noArguments: an old way to find the callback
        run(arguments[0], arguments[1]);
      };
    case 'one and arguments':
      return function (options: unknown) {
        // biome-ignore lint/complexity/noArguments: an old way to find the callback
        run(options, arguments[1]);
      };
    default:
      return (options: unknown, callback: unknown) => run(options, callback);
  }
}

function counting(declared: Behaviour['declared'], run: (options: unknown) => unknown): unknown {
  if (declared === 'none') return () => run(undefined);
  if (declared === 'one') return (options: unknown) => run(options);
  if (declared === 'three') return (options: unknown, _callback: unknown, _context: unknown) => run(options);
  return (options: unknown, _callback: unknown) => run(options);
}

function settled(told: Told, response: unknown): unknown {
  if ('error' in told) throw told.error;
  return response;
}

function promised(told: Told, response: unknown): Promise<unknown> {
  const promise = 'error' in told ? Promise.reject(told.error) : Promise.resolve(response);
  // The original leaves it alone, which is no reason for this process to end.
  promise.catch(() => {});
  return promise;
}
