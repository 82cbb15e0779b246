import { randomUUID } from 'node:crypto';
import { createTextRedactor } from '../core/redact.ts';
import { finishImports } from './engine/finish-imports.ts';
import { pingConnections } from './engine/ping.ts';
import { prepareFlow, throwRefusals } from './engine/prepare.ts';
import { Retries } from './engine/retries.ts';
import type { RunContext } from './engine/run.ts';
import { runPages, runRetries } from './engine/run-pages.ts';
import { openTokens } from './engine/tokens.ts';
import { type OpenTools, openTools, type ToolSettings } from './engine/tools.ts';
import { demandFiles } from './flow/demand-files.ts';
import type { FlowFolder } from './flow/flow-folder.ts';
import { type FlowInput, flowSchema } from './flow/schema.ts';
import { resolveSecrets } from './flow/secrets.ts';
import { translateFlow } from './flow/translate.ts';
import { buildReport } from './report/build.ts';
import { createJourneys } from './report/journeys.ts';
import { LogLines } from './report/log-lines.ts';
import { NoteLog } from './report/note-log.ts';
import { RouteCounts } from './report/route-counts.ts';
import { describeOrigin } from './report/run-origin.ts';
import { createSample } from './report/sample.ts';
import { createStageCounts, ErrorLog } from './report/stage-counts.ts';
import type { Ending, PageReport, RunReport, RunSettings } from './report/types.ts';
import { Findings } from './scope/findings.ts';

/** The settings of a simulation beside its flow. */
export interface Simulation extends RunSettings, Pick<ToolSettings, 'isolation' | 'extension'> {
  /** The folder that the flow's paths are relative to. Default: the current one. */
  readonly base?: string;
  /** The flow's file or folder, whose bare name the report shows. */
  readonly file?: string;
  /** The source of secrets. Default: the environment of this process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** The default number of journeys and pages in a report. */
const JOURNEYS = 10_000;
const PAGES = 1000;

/**
 * Runs a whole flow, page by page, as the platform would. Every run ends with a report.
 * @param input a flow in the short form, or the documents of one, as `loadFlow` reads them from a folder
 * @throws ZodError for an invalid flow
 * @throws FlowError for what can't be simulated, a missing environment variable, file or function, an output or a
 * module that can't be opened, and a record that JSON can't hold
 * @throws TransportError for a module that can't be loaded
 */
export async function simulate(input: FlowInput | FlowFolder, settings: Simulation = {}): Promise<RunReport> {
  const folder = 'writtenAt' in input ? input : translateFlow(flowSchema.parse(input));
  const { simulation } = folder;
  const base = settings.base ?? '.';
  const said = resolveSecrets(folder, settings.env ?? process.env);
  // The prefix of all tokens of a run: searching for it finds each of them.
  const secret = randomUUID();
  const secrets = [secret, ...said.secrets];
  const redactText = createTextRedactor(secrets);
  const { onLog, isolation, signal, extension } = settings;
  const logLines = new LogLines(redactText, onLog);
  const onLine = onLog && ((line: string) => logLines.take(line));
  const findings = new Findings();
  const startedAt = new Date();
  const tokens = await openTokens(secret, simulation.platform);
  let tools: OpenTools | undefined;
  try {
    const missing = demandFiles(folder, base, extension !== undefined);
    tools = await openTools(folder, { base, tokens: said.tokens, onLog: onLine, isolation, signal, extension });
    const { scripts, openModule } = tools;
    const preparation = { findings, said, base, startedAt, issueToken: tokens.issue, scripts, openModule };
    const { plan, functions } = await prepareFlow(folder, preparation);
    tools.checkFunctions(functions);
    throwRefusals(findings, missing);
    const writers = await tools.openWriters(plan);
    const { stacks } = tools;
    const origin = describeOrigin(folder, said, base, settings.file);
    const made = { origin, logLines, findings, startedAt, tokens, secrets, writers };
    const run = begin({ ...made, plan, faults: simulation.faults, stacks, scripts }, simulation.retry, settings);
    await pingConnections(run);
    await runPages(run, settings);
    await runRetries(run, settings);
    await finishImports(run);
    return buildReport(run);
  } finally {
    await tools?.close();
    await tokens.close();
  }
}

type Parts = Pick<
  RunContext,
  | 'plan'
  | 'faults'
  | 'stacks'
  | 'scripts'
  | 'findings'
  | 'startedAt'
  | 'tokens'
  | 'secrets'
  | 'writers'
  | 'origin'
  | 'logLines'
>;

function begin(parts: Parts, retry: boolean, { journeys = JOURNEYS }: Simulation): RunContext {
  const began = performance.now();
  let ended: { ending: Ending; reason: string } | undefined;
  return {
    ...parts,
    stageCounts: createStageCounts(parts.plan.stages),
    errorLog: new ErrorLog(),
    notes: new NoteLog(),
    journeys: createJourneys(journeys, parts.faults.retryPage),
    routeCounts: new RouteCounts(),
    pages: createSample<PageReport>(PAGES),
    totals: { pages: 0, exported: 0, imported: 0, ignored: 0, retried: 0, added: 0, replaced: 0 },
    retries: new Retries(retry),
    now: () => performance.now() - began,
    ended: () => ended,
    end: (ending, reason) => {
      ended ??= { ending, reason };
    },
  };
}
