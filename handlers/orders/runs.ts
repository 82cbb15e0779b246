import type { Context, OptionsOf } from 'integrator-extension-lambda';

/** The state of the runs so far. */
interface Runs {
  succeeded: number;
  failed: number;
  last?: string;
}

/**
 * Counts a run in the account's state, which the next run reads, and resolves to the count. Calls the API at
 * INTEGRATOR_IO_API, and does nothing without that variable.
 */
export async function countRun(options: OptionsOf<'postAggregate'>, { signal }: Context): Promise<Runs | undefined> {
  const baseUrl = process.env.INTEGRATOR_IO_API;
  if (!baseUrl) return undefined;
  // Only this function loads the client: it is larger than the rest of the extension.
  const { createPlatform } = await import('integrator-extension-lambda/platform-api');
  const { state } = createPlatform({ options, baseUrl, signal });
  return state.update<Runs>('orders', ({ succeeded, failed } = { succeeded: 0, failed: 0 }) => ({
    ...(options.postAggregateData.success ? { succeeded: succeeded + 1, failed } : { succeeded, failed: failed + 1 }),
    last: new Date().toISOString(),
  }));
}
