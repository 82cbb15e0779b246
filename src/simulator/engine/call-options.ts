import { contracts } from '../../contracts/registry.ts';
import { sampleExport, sampleImport } from '../../contracts/samples.ts';
import type { Flow } from '../flow/schema.ts';
import type { Resolved } from '../flow/secrets.ts';
import type { FlowKind } from './rules.ts';

/** The step of a flow that a function is called for. */
export type Side = 'export' | 'lookup' | 'import';

/**
 * Makes the options of a call: a token of its own, and the fields that every function of its kind gets at this step.
 */
export type MakeOptions = (kind: FlowKind, side: Side, own: object) => Record<string, unknown>;

/**
 * Reads the common options of functions from a flow, once.
 * @param said the values of the flow's environment variables
 * @param token makes the one-time token of a call
 */
export function createOptions(flow: Flow, said: Resolved, token: () => string, started: Date): MakeOptions {
  const { ids, settings } = flow;
  const { encrypted, unencrypted } = said;
  const steps = {
    export: { ...sampleExport, ...pick(ids, [...EVERYWHERE, '_exportId']) },
    lookup: { ...sampleExport, ...pick(ids, EVERYWHERE), _exportId: LOOKUP },
    import: { ...sampleImport, ...pick(ids, [...EVERYWHERE, '_importId']) },
  };
  const dates = toDates(flow, started);
  const isTest = flow.export.type === 'test' && { testMode: true };
  const wrapped = {
    connection: {
      _id: steps.export._connectionId,
      encrypted,
      unencrypted,
    },
  };
  return (kind, side, own) => {
    const isWrapper = contracts[kind].type === 'wrapper';
    // Hooks of the older generation get the configuration too.
    const configuration = flow[side]?.configuration;
    return {
      ...steps[side],
      settings,
      ...(side === 'export' && dates),
      ...isTest,
      ...(isWrapper && wrapped),
      ...(configuration && (isWrapper || flow.extension.generation === '1.0') && { configuration }),
      ...own,
      bearerToken: token(),
    };
  };
}

const EVERYWHERE = ['_integrationId', '_parentIntegrationId', '_flowId', '_connectionId'] as const;
const LOOKUP = '5f0000000000000000000009';

/** The selection that a wrapper export is asked for; empty for all records. */
export function resolveWanted({ export: source }: Flow): object {
  const { type, lastExportDateTime } = source;
  if (type === 'all') return {};
  if (type === 'once') return { type, once: source.once ?? {} };
  if (type === 'test') return { type, test: source.test ?? {} };
  const since = lastExportDateTime && { lastExecutionTime: Date.parse(lastExportDateTime) };
  return { type, delta: { ...since, ...source.delta } };
}

/** The dates of a delta export in the wire's form. */
function toDates({ export: source }: Flow, started: Date): object {
  const { type, delta, lastExportDateTime, currentExportDateTime } = source;
  const since = toIso(lastExportDateTime ?? delta?.lastExecutionTime);
  const until = toIso(currentExportDateTime) ?? (type === 'delta' ? started.toISOString() : undefined);
  return { ...(since && { lastExportDateTime: since }), ...(until && { currentExportDateTime: until }) };
}

function toIso(time: number | string | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString();
}

function pick<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Partial<Pick<T, K>> {
  return Object.fromEntries(keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]])) as Partial<
    Pick<T, K>
  >;
}
