import { once } from 'node:events';

/** The environment variable that has a run wait for its module. */
export const WAITING = 'INTEGRATOR_EXTENSION_WAITS';

/** What a watching process tells a run. */
export interface Watched {
  readonly module?: string;
  /** Functions need no further process: this one is theirs alone, and the watching one ends it. */
  readonly isWatched?: true;
}

/** Waits for the module that a watching process has built, if one has started this process. */
export async function waitForModule(): Promise<Watched> {
  if (process.env[WAITING] === undefined || !process.send) return {};
  delete process.env[WAITING];
  const [{ module }] = await once(process, 'message');
  return { isWatched: true, ...(module !== undefined && { module }) };
}
