import { contracts } from '../../../contracts/registry.ts';
import type { PagePosition, PlannedFunction } from '../plan.ts';
import type { CompileContext } from './compile-context.ts';
import { createJob } from './create-job.ts';

/** The step for which functions are called, as their options name it. */
export interface CallSite {
  /** The name of the step in the report. */
  readonly step: string;
  readonly side: 'export' | 'import' | 'router';
  readonly id: string;
  readonly connection: string | null | undefined;
  /** The custom settings of the export or import; a router has none. */
  readonly settings: object | null | undefined;
  /** The dates of a delta export. */
  readonly dates?: Omit<PagePosition, 'pageIndex'> | undefined;
}

/** What is known of a function beside its step. */
interface Called extends Pick<PlannedFunction, 'host'> {
  /** Absent for a function that takes one record. */
  readonly kind?: PlannedFunction['kind'];
  readonly configuration?: object | null | undefined;
}

/**
 * Makes the options that every call of a function has at its place: ids, settings, the connection of a wrapper, a token
 * of its own for a stack, and the job for a script.
 */
export function createOptions(
  context: CompileContext,
  site: CallSite,
  { kind, host, configuration }: Called,
): (own: object) => Record<string, unknown> {
  const { flow, integration, exports } = context.folder;
  const { side, id, connection, dates } = site;
  const generators = [flow, ...(flow.pageGenerators ?? [])];
  const isTest = generators.some(({ _exportId }) => exports[String(_exportId)]?.type === 'test');
  const before = {
    ...(flow._integrationId && { _integrationId: flow._integrationId }),
    ...(integration?._parentId !== undefined && { _parentIntegrationId: integration._parentId }),
    ...(flow._id && { _flowId: flow._id }),
    ...(side !== 'router' && { [side === 'export' ? '_exportId' : '_importId']: id }),
    ...(connection && { _connectionId: connection }),
    settings: gatherSettings(context, site),
    ...dates,
    ...(isTest && { testMode: true }),
    ...(kind &&
      contracts[kind].type === 'wrapper' && {
        connection: { _id: connection, ...context.valuesOf(String(connection)) },
      }),
    ...(configuration && { configuration }),
  };
  if ('script' in host) {
    const job = createJob(context, site);
    return (own) => ({ ...before, ...own, job });
  }
  return (own) => ({ ...before, ...own, bearerToken: context.issueToken() });
}

/** The custom settings of each document in scope, and those of the simulation. */
export function gatherSettings({ folder }: CompileContext, { side, connection, settings }: CallSite): object {
  const { integration, flow, connections, simulation } = folder;
  const found = {
    integration: integration?.settings,
    flow: flow.settings,
    [side]: settings,
    connection: connections[connection ?? '']?.settings,
  };
  const given = Object.entries(found).filter(([, value]) => value);
  return { ...Object.fromEntries(given), ...simulation.settings };
}
