/** The source of time: the process, or a test that advances it. */
export interface Clock {
  /** Milliseconds since any moment; they never decrease. */
  now(): number;
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

/** Milliseconds of the process, from `hrtime`: loading `performance` takes a quarter of a first call. */
export function now(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1e3 + nanoseconds / 1e6;
}
