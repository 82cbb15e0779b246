import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { AnyRecord } from '../contracts/author.ts';
import { openLocal } from '../transport/local.ts';
import { loadModule } from '../transport/module.ts';
import { type Flow, type FlowInput, flowSchema } from './flow.ts';
import { createJourneys } from './journeys.ts';
import { Ledger } from './ledger.ts';
import { createOptions } from './options.ts';
import { processPage } from './page.ts';
import { type Exported, exportPages } from './paging.ts';
import { Retries } from './retry.ts';
import type { Ending, PageReport, RunReport, RunSettings, StageName } from './run.ts';
import type { Running } from './running.ts';
import { createSample } from './sample.ts';
import { ask } from './stage.ts';
import { createTally, rounded } from './tally.ts';

/** What a simulation may be told beside its flow. */
export interface Simulation extends RunSettings {
  /** The folder that the flow's paths are relative to. Default: the one that the process is in. */
  readonly base?: string;
  /** Where secrets are taken from. Default: the environment of this process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Runs a whole flow, page by page, as the platform would: a report of it, whatever becomes of the flow.
 * @throws ZodError where the flow is not as a flow has to be; FlowError or TransportError where what it refers to is not there
 */
export async function simulate(input: FlowInput, settings: Simulation = {}): Promise<RunReport> {
  const flow = flowSchema.parse(input);
  const run = await prepare(flow, settings);
  try {
    await pingFirst(run);
    await runPages(run, settings);
    await aggregate(run);
  } finally {
    await run.transport.close();
  }
  return reportOf(run);
}

const JOURNEYS = 10_000;
const PAGES = 1000;

async function prepare(
  flow: Flow,
  { base = '.', env = process.env, journeys = JOURNEYS, onLog }: Simulation,
): Promise<Running & { startedAt: Date }> {
  const { module = '', connector } = flow.extension;
  const loaded = await loadModule(resolve(base, module), connector);
  const startedAt = new Date();
  const began = performance.now();
  const secret = randomUUID();
  let calls = 0;
  let ended: { ending: Ending; reason: string } | undefined;
  return {
    flow,
    startedAt,
    transport: openLocal(loaded, { ...(onLog && { onLine: (line) => onLog(JSON.stringify(line)), onConsole: onLog }) }),
    host: loaded.host,
    optionsFor: createOptions(flow, env, () => `${secret}-${++calls}`, startedAt),
    tally: createTally(stagesOf(flow)),
    ledger: new Ledger(),
    journeys: createJourneys(journeys),
    pages: createSample<PageReport>(PAGES),
    totals: { pages: 0, exported: 0, imported: 0, ignored: 0, retried: 0 },
    tools: {},
    retries: new Retries(flow.retry),
    now: () => rounded(performance.now() - began),
    ended: () => ended,
    end: (ending, reason) => {
      ended ??= { ending, reason };
    },
  };
}

function stagesOf({
  connection,
  export: source,
  lookup,
  import: destination,
}: Flow): Map<StageName, string | undefined> {
  const { hooks, mapping, responseMapping } = destination;
  const all: readonly (readonly [StageName, string | undefined | false])[] = [
    ['ping', connection.ping ?? false],
    ['export', source.wrapper],
    ['preSavePage', source.hooks.preSavePage ?? false],
    ['lookup', lookup ? lookup.wrapper : false],
    ['lookupResponseMapping', lookup?.responseMapping ? undefined : false],
    ['lookupPostResponseMap', lookup?.hooks.postResponseMap ?? false],
    ['preMap', hooks.preMap ?? false],
    ['mapping', mapping ? undefined : false],
    ['postMap', hooks.postMap ?? false],
    ['import', destination.wrapper],
    ['postSubmit', hooks.postSubmit ?? false],
    ['responseMapping', responseMapping ? undefined : false],
    ['postResponseMap', hooks.postResponseMap ?? false],
    ['postAggregate', hooks.postAggregate !== undefined && !destination.skipAggregation ? hooks.postAggregate : false],
  ];
  return new Map(all.filter((entry): entry is readonly [StageName, string | undefined] => entry[1] !== false));
}

async function pingFirst(run: Running): Promise<void> {
  const { ping } = run.flow.connection;
  if (ping === undefined) return;
  const told = await ask(run, { stage: 'ping', kind: 'ping', function: ping, side: 'export', options: {} });
  if (!told.ok) return run.end('stopped', `${ping} failed: ${told.problems[0]?.message}`);
  const { statusCode, errors } = Object(told.response);
  if (statusCode !== 401) return;
  run.end('offline', `${ping} answered with statusCode 401: ${errors?.[0]?.message}`);
}

async function runPages(run: Running, { signal, onProgress }: Simulation): Promise<void> {
  const { export: source } = run.flow;
  const pages = source.wrapper === undefined ? given(run.flow) : exportPages(run, source.wrapper);
  let page = 0;
  while (!run.ended()) {
    if (signal?.aborted) return run.end('interrupted', 'The run was interrupted.');
    const next = await pages.next();
    if (next.done) return;
    const { records, errors } = next.value;
    const { exported: before } = run.totals;
    run.totals.exported += records.length;
    await processPage(run, { page, before, records, retried: false, repeats: false }, errors);
    page += 1;
    const { pages: count, exported, imported } = run.totals;
    onProgress?.({ pages: count, records: exported, imported, errors: run.ledger.errorCount, ms: run.now() });
  }
}

async function* given({ export: { records = [], pageSize } }: Flow): AsyncGenerator<Exported> {
  for (let from = 0; from < records.length; from += pageSize) {
    yield { records: records.slice(from, from + pageSize) as AnyRecord[], errors: [] };
  }
}

async function aggregate(run: Running): Promise<void> {
  const { hooks, skipAggregation } = run.flow.import;
  if (hooks.postAggregate === undefined || skipAggregation || run.ended()) return;
  const postAggregateData = { success: true, _json: { imported: run.totals.imported } };
  const asking = {
    stage: 'postAggregate',
    kind: 'postAggregate',
    function: hooks.postAggregate,
    side: 'import',
  } as const;
  const told = await ask(run, { ...asking, options: { postAggregateData } });
  if (!told.ok) run.end('stopped', `${hooks.postAggregate} failed: ${told.problems[0]?.message}`);
}

function reportOf(run: Running & { startedAt: Date }): RunReport {
  const { ending = 'done', reason } = run.ended() ?? {};
  const pages = run.pages.end();
  const journeys = run.journeys.end();
  const { errors, errorCount, breaches, breachCount } = run.ledger;
  return {
    version: 1,
    flow: run.flow.name,
    startedAt: run.startedAt.toISOString(),
    ms: run.now(),
    ending,
    ...(reason !== undefined && { reason }),
    totals: { ...run.totals, errors: errorCount },
    stages: run.tally.report(),
    breaches,
    errors,
    pages: pages.kept,
    journey: journeys.kept,
    leftOut: {
      errors: errorCount - errors.length,
      pages: pages.leftOut,
      journeys: journeys.leftOut,
      breaches: breachCount - breaches.length,
    },
  };
}
