import { once } from 'node:events';

/** The environment variable that has a run wait for its module. */
export const WAITING = 'INTEGRATOR_EXTENSION_WAITS';

/** Sends the report to the watching process, if one has started this process. */
export function sendReport(message: object): Promise<void> {
  return new Promise((sent) => (process.send ? process.send(message, () => sent()) : sent()));
}

/** Waits for the module that a watching process has built, if one has started this process. */
export async function waitForModule(): Promise<{ readonly module?: string }> {
  if (process.env[WAITING] === undefined || !process.send) return {};
  delete process.env[WAITING];
  const [{ module }] = await once(process, 'message');
  return module === undefined ? {} : { module };
}
