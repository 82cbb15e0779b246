/** The style in which a generated function is written. */
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

/** The answer of a generated function: `callback(error, response)`, or its equivalent in another style. */
export interface Reply {
  readonly error?: unknown;
  readonly response?: unknown;
  /** The function answers with its own options. */
  readonly echo?: boolean;
}

export interface Behaviour {
  readonly style: Style;
  /** The declaration of its callback, which `length` counts or not. */
  readonly declared: 'none' | 'one' | 'two' | 'three' | 'rest' | 'default' | 'arguments' | 'one and arguments';
  readonly when: 'now' | 'microtask' | 'later';
  readonly reply: Reply;
  /** The number of its callbacks. */
  readonly times: number;
  /** The function throws at its end. */
  readonly throwsAfterwards: boolean;
}

/** One call, from the configuration of its host to the function's behaviour. Each run makes everything anew. */
export interface Call {
  readonly configured: 'diy' | 'connectors' | { readonly broken: unknown };
  readonly module: 'plain' | 'instance' | 'function' | 'bare' | 'text';
  readonly context: unknown;
  /** JSON text; undefined without an event. */
  readonly event: string | undefined;
  readonly fn: Behaviour;
}

/** The groups of a generated module. Each holds `main`, as the module itself does. */
const GROUPS = ['hooks', 'wrappers', 'settings', 'utilities', 'installer', 'custom'];
/** Other members of a module and of its groups. */
const OTHERS = { text: 'a text', nothing: null, version: 2 };

/** A generated module, as far as its own names matter. */
export const MEMBERS: ReadonlySet<string> = new Set(['main', ...GROUPS, ...Object.keys(OTHERS)]);
export const GROUP_MEMBERS: ReadonlySet<string> = new Set(['main', ...Object.keys(OTHERS)]);
export const CONNECTORS: readonly string[] = ['5f01', '7'];

/** Makes the configuration of a call's host. */
export function createConfig({ configured, module, fn }: Call): unknown {
  if (typeof configured === 'object') return configured.broken;
  const made = createModule(module, fn);
  if (configured === 'diy') return { diy: made };
  return { connectors: { ...Object.fromEntries(CONNECTORS.map((id) => [id, made])), switchedOff: null } };
}

export function createModule(shape: Call['module'], behaviour: Behaviour): unknown {
  const main = createFunction(behaviour);
  const groups = Object.fromEntries(GROUPS.map((group) => [group, shapeModule(shape, { main, ...OTHERS })]));
  return shapeModule(shape, { main, ...OTHERS, ...groups });
}

function shapeModule(shape: Call['module'], members: Record<string, unknown>): unknown {
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
        // Reached through `constructor`, if at all.
        static main = (_options: unknown, callback: Callback) => toCallable(callback)(null, 'static');
      }
      Object.assign(Base.prototype, members);
      return new Module();
    }
  }
}

type Callback = (error?: unknown, response?: unknown) => void;

/** A caller may reach a function without a callback, through its own `call` and `apply`. */
const toCallable = (callback: unknown): Callback =>
  typeof callback === 'function' ? (callback as Callback) : () => {};

function createFunction(behaviour: Behaviour): unknown {
  const { reply, declared } = behaviour;
  const response = (options: unknown) => (reply.echo ? options : reply.response);
  const callBack = (options: unknown, callback: unknown) => callBackAs(behaviour, options, toCallable(callback));
  switch (behaviour.style) {
    case 'no function':
      return { main: true };
    case 'callback':
      return declareCallback(declared, callBack);
    case 'async callback':
      return async (options: unknown, callback: unknown) => callBack(options, callback);
    case 'returns':
      return declareParameters(declared, (options) => response(options));
    case 'returns a promise':
      return declareParameters(declared, (options) => createPromise(reply, response(options)));
    case 'async':
      if (declared === 'none') return async () => settle(reply, response(undefined));
      return declared === 'two'
        ? async (options: unknown, _callback: unknown) => settle(reply, response(options))
        : async (options: unknown) => settle(reply, response(options));
    case 'throws':
      return declareParameters(declared, () => {
        throw reply.error;
      });
    case 'generator':
      return function* () {
        yield reply.response;
      };
    case 'async generator':
      return async function* () {
        yield reply.response;
      };
    case 'class':
      return class Main {};
  }
}

function callBackAs({ when, reply, times, throwsAfterwards }: Behaviour, options: unknown, callback: Callback): void {
  const answer = () => {
    for (let time = 0; time < times; time++) {
      if (time > 0) callback(null, `answer ${time + 1}`);
      else callback(reply.error, reply.echo ? options : reply.response);
    }
  };
  if (when === 'now') answer();
  if (when === 'microtask') queueMicrotask(answer);
  if (when === 'later') setImmediate(answer);
  if (throwsAfterwards) throw AFTERWARDS;
}

/** The error that a function throws at its end. */
export const AFTERWARDS = Object.assign(new Error('thrown afterwards'), { code: 'afterwards' });

function declareCallback(declared: Behaviour['declared'], run: (options: unknown, callback: unknown) => void): unknown {
  switch (declared) {
    case 'three':
      return (options: unknown, callback: unknown, _context: unknown) => run(options, callback);
    case 'rest':
      return (...args: unknown[]) => run(args[0], args[1]);
    case 'default':
      return (options: unknown, callback: unknown = undefined) => run(options, callback);
    case 'arguments':
      return function () {
        // biome-ignore lint/complexity/noArguments: old code finds its callback so
        run(arguments[0], arguments[1]);
      };
    case 'one and arguments':
      return function (options: unknown) {
        // biome-ignore lint/complexity/noArguments: old code finds its callback so
        run(options, arguments[1]);
      };
    default:
      return (options: unknown, callback: unknown) => run(options, callback);
  }
}

function declareParameters(declared: Behaviour['declared'], run: (options: unknown) => unknown): unknown {
  if (declared === 'none') return () => run(undefined);
  if (declared === 'one') return (options: unknown) => run(options);
  if (declared === 'three') return (options: unknown, _callback: unknown, _context: unknown) => run(options);
  return (options: unknown, _callback: unknown) => run(options);
}

function settle(reply: Reply, response: unknown): unknown {
  if ('error' in reply) throw reply.error;
  return response;
}

function createPromise(reply: Reply, response: unknown): Promise<unknown> {
  const promise = 'error' in reply ? Promise.reject(reply.error) : Promise.resolve(response);
  // The original never handles the rejection, which would end this process.
  promise.catch(() => {});
  return promise;
}
