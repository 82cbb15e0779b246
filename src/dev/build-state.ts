/** The place of an error that keeps a module from being built. */
export interface BuildError {
  readonly message: string;
  /** The file, as the author would name it: `src/orders.ts`. */
  readonly file?: string;
  /** The line in that file, from 1. */
  readonly line?: number;
}

/** What the build of a module is doing. */
export interface BuildState {
  /** `building`: new calls wait. `broken`: they are answered with `build_failed`. */
  readonly status: 'ready' | 'building' | 'broken';
  /** The build that answers calls, if there is one. */
  readonly build?: string;
  /** The first error of a broken build. */
  readonly error?: BuildError;
  /** What a build that takes long waits for: `src/index.ts: was not loaded within 2 s; …`. */
  readonly notice?: string;
}

/** How long a module is waited for while it loads. */
export interface LoadPatience {
  /** Milliseconds that a module may take to load. Default: 60,000. */
  readonly loadTime?: number | undefined;
  /** Milliseconds after which it is said that a module is still loading. Default: 2,000. */
  readonly noticeAfter?: number | undefined;
}

/** Tells what the build is doing, now and from now on. */
export interface BuildFeed {
  readonly current: () => BuildState;
  /** Calls the listener after each change. Returns a function that ends this. */
  readonly subscribe: (listener: () => void) => () => void;
}
