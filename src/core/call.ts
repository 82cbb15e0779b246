import type { CallRecord } from './record.ts';
import { type AnyFunction, sourceOf, type Target, tagOf } from './resolve.ts';

/** What a call is answered with, in a box: a response may itself have a `then`. */
export interface Answered {
  readonly response: unknown;
}

/** The one answer to a call. The first of `give` and `fail` counts; who keeps the record hears of what comes later. */
export class Answer {
  readonly promise: Promise<Answered>;
  readonly #record: Pick<CallRecord, 'late'>;
  #settle: { resolve: (box: Answered) => void; reject: (thrown: unknown) => void } | undefined;

  constructor(record: Pick<CallRecord, 'late'>) {
    this.#record = record;
    this.promise = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
  }

  get settled(): boolean {
    return !this.#settle;
  }

  give(response: unknown): void {
    if (this.#settle) this.#settle.resolve({ response });
    else this.#record.late('answer');
    this.#settle = undefined;
  }

  fail(thrown: unknown): void {
    if (this.#settle) this.#settle.reject(thrown);
    else this.#record.late('error', thrown);
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
  const declared = fn.length;
  if (declared !== 2 && (returned !== undefined || (declared < 2 && !isOldCallback(fn)))) answer.give(returned);
}

function followPromise(fn: AnyFunction, returned: PromiseLike<unknown>, answer: Answer): void {
  // A function declared with a callback may return anything that has a `then` (a request, a query): only the promise
  // of an async function is surely meant as its answer.
  const isAnswer = (response: unknown) =>
    response === undefined ? fn.length !== 2 && !answer.settled : fn.length !== 2 || /Async/.test(tagOf(fn));
  Promise.resolve(returned).then(
    (response) => isAnswer(response) && answer.give(response),
    (thrown) => answer.fail(thrown),
  );
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return value === Object(value) && typeof (value as PromiseLike<unknown>).then === 'function';
}

/** At the end of a parameter list: a rest parameter, or a further one with a default. `length` counts neither. */
const UNCOUNTED = /[(,]\s*\.\.\.\s*[\w$]+\s*$|,\s*[\w$]+\s*=[^}]*$/;

/**
 * Whether a function that declares no callback takes one all the same. The word `arguments` alone is proof only where
 * nothing is declared: elsewhere it may stand in a message.
 */
function isOldCallback(fn: AnyFunction): boolean {
  const source = sourceOf(fn);
  const [parameters = ''] = source.split(')', 1);
  return UNCOUNTED.test(parameters) || (fn.length ? /\barguments\s*(\[|\.length)/ : /\barguments\b/).test(source);
}
