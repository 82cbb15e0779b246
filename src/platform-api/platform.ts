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
  /** The integrations of the account. */
  readonly integrations: Resources;
  /** The flows of the account; they can be run. */
  readonly flows: Flows;
  /** The exports of the account; they can be run. */
  readonly exports: Exports;
  /** The imports of the account; they can be run. */
  readonly imports: Imports;
  /** The connections of the account, and what can be run over one. */
  readonly connections: Connections;
  /** The lookup caches of the account, and their entries. */
  readonly lookupCaches: LookupCaches;
  /** The values that the platform keeps under keys from one run to the next. */
  readonly state: State;
  /** The jobs of the account: the runs of its flows. */
  readonly jobs: Jobs;
  /** The owner of the token, and its scope. */
  tokenInfo(settings?: RequestSettings): Promise<{
    /** The id of the token’s owner. */
    readonly _userId: string;
    /** What the token may do. */
    readonly scope: string;
    readonly [field: string]: unknown;
  }>;
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
