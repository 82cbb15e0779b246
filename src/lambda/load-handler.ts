import { createHandler, type Handler } from './handler.ts';

/** A file that exports a handler. */
export interface HandlerModule {
  /** The handler that the file exports. */
  readonly handler: Handler;
}

/**
 * Loads a handler's file: `export const handler = await loadHandler(() => import('./handler.ts'))`. If the file or one
 * of its imports fails to load, Lambda alone would answer with an error of its own and load it again for each call. This
 * function then resolves to a handler that fails every call with the error and logs its stack. Never rejects.
 */
export async function loadHandler(load: () => PromiseLike<HandlerModule>): Promise<Handler> {
  try {
    const { handler } = await load();
    if (typeof handler === 'function') return handler;
    throw new TypeError(`loadHandler: expected the file to export a function, handler, found ${typeof handler}.`);
  } catch (thrown) {
    const config = {
      get diy(): never {
        throw thrown ?? new Error(`loadHandler: the file threw ${thrown}.`);
      },
    };
    return createHandler(config);
  }
}
