import { randomUUID } from 'node:crypto';
import type { ExtensionConfig } from '../core/config.ts';
import { createTextRedactor } from '../core/redact.ts';
import { callFunction } from './engine/call.ts';
import { createOptions } from './engine/call-options.ts';
import { connect, type Endpoint, type Isolation, openTools } from './engine/open.ts';
import { Retries } from './engine/retries.ts';
import type { RunContext, Tools } from './engine/run.ts';
import { runPages, runRetries } from './engine/run-pages.ts';
import { openTokens, type RunTokens } from './engine/tokens.ts';
import { demandFiles, demandFunctions } from './flow/match-module.ts';
import { type Flow, type FlowInput, flowSchema } from './flow/schema.ts';
import { type Resolved, resolveSecrets } from './flow/secrets.ts';
import { buildReport } from './report/build.ts';
import { createJourneys } from './report/journeys.ts';
import { NoteLog } from './report/note-log.ts';
import { createSample } from './report/sample.ts';
import { createStageCounts, ErrorLog, listStages } from './report/stage-counts.ts';
import type { Ending, PageReport, RunReport, RunSettings } from './report/types.ts';

/** The settings of a simulation beside its flow. */
export interface Simulation extends RunSettings {
  /** The folder that the flow's paths are relative to. Default: the current one. */
  readonly base?: string;
  /** The source of secrets. Default: the environment of this process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /**
   * Where the functions of `extension.module` run. Default: `none`, in this process; with the fault `coldEvery` always in
   * a process of their own, as from the command line.
   */
  readonly isolation?: Isolation;
  /** The functions, in the place of the flow's own module; they run in this process. A handler's configuration. */
  readonly extension?: ExtensionConfig;
}

/** The default number of journeys and pages in a report. */
const JOURNEYS = 10_000;
const PAGES = 1000;

/**
 * Runs a whole flow, page by page, as the platform would. Every run ends with a report.
 * @throws ZodError for an invalid flow
 * @throws FlowError for a missing environment variable, file or function, an output or a mapping's module that can't be opened, and a
 * record that JSON can't hold
 * @throws TransportError for a module that can't be loaded
 */
export async function simulate(input: FlowInput, settings: Simulation = {}): Promise<RunReport> {
  const flow = flowSchema.parse(input);
  const said = resolveSecrets(flow, settings.env ?? process.env);
  // The prefix of all tokens of a run: searching for it finds each of them.
  const secret = randomUUID();
  const secrets = [secret, ...said.secrets];
  const redactText = createTextRedactor(secrets);
  const { onLog, isolation, signal, extension } = settings;
  // Functions write what they like to the console.
  const onLine = onLog && ((line: string) => onLog(redactText(line)));
  const around = { base: settings.base ?? '.', token: said.token, onLog: onLine, isolation, signal, extension };
  const tokens = await openTokens(secret, flow.platform);
  let reached: Endpoint | undefined;
  let tools: Tools | undefined;
  try {
    demandFiles(extension ? { ...flow, extension: { ...flow.extension, module: undefined } } : flow, around.base);
    reached = await connect(flow, around);
    if (reached.functions) demandFunctions(flow, reached.functions);
    tools = await openTools(flow, around);
    const run = begin(flow, { said, reached, tools, tokens, secrets }, settings);
    await ping(run);
    await runPages(run, around, settings);
    await runRetries(run, settings);
    await finishFile(run);
    await aggregate(run);
    return buildReport(run);
  } finally {
    await tools?.writer?.discard();
    await reached?.transport.close();
    await tokens.close();
  }
}

interface Parts {
  readonly said: Resolved;
  readonly reached: Endpoint;
  readonly tools: Tools;
  readonly tokens: RunTokens;
  readonly secrets: readonly string[];
}

function begin(flow: Flow, { said, reached, ...parts }: Parts, { journeys = JOURNEYS }: Simulation): RunContext {
  const startedAt = new Date();
  const began = performance.now();
  let ended: { ending: Ending; reason: string } | undefined;
  return {
    ...reached,
    ...parts,
    flow,
    startedAt,
    optionsFor: createOptions(flow, said, parts.tokens.issue, startedAt),
    stageCounts: createStageCounts(listStages(flow)),
    errorLog: new ErrorLog(),
    notes: new NoteLog(),
    journeys: createJourneys(journeys),
    pages: createSample<PageReport>(PAGES),
    totals: { pages: 0, exported: 0, imported: 0, ignored: 0, retried: 0, added: 0, replaced: 0 },
    retries: new Retries(flow.retry),
    now: () => performance.now() - began,
    ended: () => ended,
    end: (ending, reason) => {
      ended ??= { ending, reason };
    },
  };
}

async function ping(run: RunContext): Promise<void> {
  const { ping: name } = run.flow.connection;
  if (name === undefined) return;
  const began = run.now();
  const side = run.flow.export.wrapper === undefined && run.flow.import.wrapper !== undefined ? 'import' : 'export';
  const result = await callFunction(run, { stage: 'ping', kind: 'ping', function: name, side, options: {} });
  run.stageCounts.time('ping', undefined, run.now() - began);
  if ('errors' in result) return run.end('stopped', `${name} failed: ${result.errors[0]?.message}`);
  const { statusCode, errors } = Object(result.value);
  if (statusCode === 200) return;
  const reason = `${name} answered with statusCode ${statusCode}: ${errors?.[0]?.message}`;
  run.end(statusCode === 401 ? 'offline' : 'stopped', reason);
}

async function finishFile(run: RunContext): Promise<void> {
  try {
    await run.tools.writer?.close();
  } catch (thrown) {
    run.end('stopped', (thrown as Error).message);
  }
}

const FAILED_AGGREGATION = {
  success: false,
  code: 'injected_fault',
  message: 'The aggregation fails, as the flow says.',
  source: 'import',
};

/** postAggregate, once at the end: an interrupted run has nothing to aggregate. */
async function aggregate(run: RunContext): Promise<void> {
  const { hooks, skipAggregation, file } = run.flow.import;
  const { postAggregate: name } = hooks;
  const { ending = 'aborted' } = run.ended() ?? {};
  if (name === undefined || skipAggregation || ending !== 'aborted') return;
  const _json = { ...(file !== undefined && { fileName: file }), imported: run.totals.imported };
  const postAggregateData = run.flow.faults.failAggregation ? FAILED_AGGREGATION : { success: true, _json };
  const began = run.now();
  const functionCall = { stage: 'postAggregate', kind: 'postAggregate', function: name, side: 'import' } as const;
  const result = await callFunction(run, { ...functionCall, options: { postAggregateData } });
  run.stageCounts.time('postAggregate', undefined, run.now() - began);
  if ('errors' in result) run.end('stopped', `${name} failed: ${result.errors[0]?.message}`);
}
