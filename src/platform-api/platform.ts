import { createClient, type PlatformSettings, type RequestSettings } from './client.ts';
import { type Connections, createConnections } from './connections.ts';
import { createLookupCaches, type LookupCaches } from './lookup-caches.ts';
import { createResources, type Resources } from './resources.ts';
import {
  createExports,
  createFlows,
  createImports,
  createJobs,
  type Exports,
  type Flows,
  type Imports,
  type Jobs,
} from './runs.ts';
import { createState, type State } from './state.ts';

/** integrator.io's API, opened by the token of one function call. Every method may throw a PlatformError. */
export interface Platform {
  readonly integrations: Resources;
  readonly flows: Flows;
  readonly exports: Exports;
  readonly imports: Imports;
  readonly connections: Connections;
  readonly lookupCaches: LookupCaches;
  readonly state: State;
  readonly jobs: Jobs;
  /** The owner of the token, and its scope. */
  tokenInfo(
    settings?: RequestSettings,
  ): Promise<{ readonly _userId: string; readonly scope: string; readonly [field: string]: unknown }>;
}

/**
 * Makes a client of integrator.io's API for one function call, with the function's options. It must not outlive the
 * call: its token does not. Nothing costly happens before its first request.
 * @throws PlatformError `platform_token_missing` if the options hold no token
 */
export function createPlatform(settings: PlatformSettings): Platform {
  const client = createClient(settings);
  const connections = createConnections(client);
  return {
    integrations: createResources(client, 'integrations'),
    flows: createFlows(client),
    exports: createExports(client, connections),
    imports: createImports(client, connections),
    connections,
    lookupCaches: createLookupCaches(client),
    state: createState(client),
    jobs: createJobs(client),
    tokenInfo: async (own) =>
      (await client.send({ method: 'GET', path: 'tokenInfo', form: 'object' }, own)).body as never,
  };
}
