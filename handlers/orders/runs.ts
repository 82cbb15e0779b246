import type { Context, OptionsOf } from 'integrator-extension-lambda';

/** What is known of the runs so far. */
interface Runs {
  succeeded: number;
  failed: number;
  last?: string;
}

/**
 * Counts a run in the account's state, which the next run goes on from, and resolves to the count. The API is called at
 * INTEGRATOR_IO_API, and not at all without it.
 */
export async function countRun(options: OptionsOf<'postAggregate'>, { signal }: Context): Promise<Runs | undefined> {
  const baseUrl = process.env.INTEGRATOR_IO_API;
  if (!baseUrl) return undefined;
  // Loaded by those who use it only: it is larger than all the rest of this extension.
  const { createPlatform } = await import('integrator-extension-lambda/platform-api');
  const { state } = createPlatform({ options, baseUrl, signal });
  return state.update<Runs>('orders', ({ succeeded, failed } = { succeeded: 0, failed: 0 }) => ({
    ...(options.postAggregateData.success ? { succeeded: succeeded + 1, failed } : { succeeded, failed: failed + 1 }),
    last: new Date().toISOString(),
  }));
}
