import type { AnyFunction, Target } from './resolve.ts';

/** What a call is answered with, in a box: a response may itself have a `then`. */
export interface Answered {
  readonly response: unknown;
}

/** The one answer to a call. The first of `give` and `fail` counts; every later one is handed to `late`. */
export class Answer {
  readonly promise: Promise<Answered>;
  readonly #late: (what: string, thing?: unknown) => void;
  #settle: { resolve: (box: Answered) => void; reject: (thrown: unknown) => void } | undefined;

  constructor(late: (what: string, thing?: unknown) => void) {
    this.#late = late;
    this.promise = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
  }

  get settled(): boolean {
    return this.#settle === undefined;
  }

  give(response: unknown): void {
    if (this.#settle) this.#settle.resolve({ response });
    else this.#late('late answer');
    this.#settle = undefined;
  }

  fail(thrown: unknown): void {
    if (this.#settle) this.#settle.reject(thrown);
    else this.#late('late error', thrown);
    this.#settle = undefined;
  }
}

/**
 * Runs a function and lets it answer the way it was written: by callback, by a promise or by what it returns. How many
 * parameters it declares decides which of them count.
 */
export function run({ self, fn }: Target, options: unknown, context: unknown, answer: Answer): void {
  const callback = (error: unknown, response: unknown) => (error ? answer.fail(error) : answer.give(response));
  try {
    const returned: unknown = Reflect.apply(fn, self, [options, callback, context]);
    if (isThenable(returned)) followPromise(fn, returned, answer);
    else takeReturned(fn, returned, answer);
  } catch (thrown) {
    answer.fail(thrown);
  }
}

function takeReturned(fn: AnyFunction, returned: unknown, answer: Answer): void {
  if (fn.length === 2) return;
  const answers = returned !== undefined || (fn.length < 2 && !isOldCallback(fn));
  if (answers) answer.give(returned);
}

function followPromise(fn: AnyFunction, returned: PromiseLike<unknown>, answer: Answer): void {
  // A function declared with a callback may return anything that has a `then` (a request, a query): only the promise
  // of an async function is surely meant as its answer.
  const isAnswer = (response: unknown) => fn.length !== 2 || (response !== undefined && isAsync(fn));
  Promise.resolve(returned).then(
    (response) => {
      const idle = answer.settled && response === undefined;
      if (isAnswer(response) && !idle) answer.give(response);
    },
    (thrown) => answer.fail(thrown),
  );
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function';
  return isObject && typeof (value as PromiseLike<unknown>).then === 'function';
}

function isAsync(fn: AnyFunction): boolean {
  return Object.prototype.toString.call(fn) === '[object AsyncFunction]';
}

const REST = /^[^)]*\.\.\.\s*(?:[\w$]+|\[[^\]]*\])\s*\)/;
const DEFAULTED = /^(?:async\s+)?(?:function\b[^(]*|[\w$]+\s*)?\(\s*[\w$]+\s*,\s*[\w$]+\s*=/;

/**
 * Whether a function that declares no callback takes one all the same: through `arguments`, a rest parameter or a
 * second parameter with a default, none of which `length` counts. The word `arguments` alone is proof only where
 * nothing is declared: elsewhere it may stand in a message.
 */
function isOldCallback(fn: AnyFunction): boolean {
  const source = Function.prototype.toString.call(fn);
  if (REST.test(source) || DEFAULTED.test(source)) return true;
  return (fn.length === 0 ? /\barguments\b/ : /\barguments\s*(?:\[|\.length)/).test(source);
}
