import { basename, resolve } from 'node:path';
import { ZodError } from 'zod';
import { listReadFiles, listWrittenFiles } from '../../../simulator/flow/demand-files.ts';
import type { FlowFolder } from '../../../simulator/flow/flow-folder.ts';
import { simulationSchema } from '../../../simulator/flow/simulation-schema.ts';
import { toFlowFolder } from '../../../simulator/flow/translate.ts';
import {
  type Flow,
  FlowError,
  type FlowInput,
  type LoadedFlow,
  loadFlow,
  type RunReport,
  simulate,
} from '../../../simulator/index.ts';
import { type Baseline, createBaseline } from '../../../simulator/report/baseline.ts';
import { type Change, listChanges } from '../../../simulator/report/changes.ts';
import { type Comparison, createComparison } from '../../../simulator/report/comparison.ts';
import { isGood } from '../../../simulator/report/words.ts';
import { CliError } from '../../cli-error.ts';
import type { CommandIo, RunCommand } from '../../command.ts';
import { chooseIsolation } from '../../isolation.ts';
import { toPrintableText } from '../../printable.ts';
import { demandFlow, nameFlowError } from './demand-flow.ts';
import { parseFaults } from './faults.ts';
import { isAppFile } from './is-app-file.ts';
import { onSignals } from './on-signals.ts';
import { checkOutputs } from './outputs.ts';
import { showProgress } from './progress.ts';
import { readBaseline } from './read-baseline.ts';
import { refuseFlow } from './refuse-flow.ts';
import { type ReportForms, saveReport } from './save-report.ts';
import { renderTable } from './table.ts';
import { sendReport, waitForModule } from './wait-for-module.ts';
import { openLog } from './write-outputs.ts';

type Options = Parameters<RunCommand>[1];

/** `simulate FLOW`: runs a whole flow as the platform would, and prints its report. */
export const run: RunCommand = async ([path = ''], given, io) => {
  if (await isAppFile(path)) return (await import('./app.ts')).simulateLife(path, given, io);
  if (given.watch === true) {
    const [{ watch }, { watchedFlow }] = await Promise.all([import('./watch.ts'), import('./watch-flow.ts')]);
    return watch(watchedFlow, path, given, io);
  }
  const options: Options = { ...given, ...(await waitForModule()) };
  const before = options.compare === undefined ? undefined : readBaseline<Baseline>(String(options.compare), 'flow');
  const { report, failures } = await simulated(path, options, io);
  const changes = before && listChanges(before, createBaseline(report));
  const comparison = changes && createComparison(changes, basename(String(options.compare)));
  await sendReport({ report, comparison });
  const isSaved = await saveReport(renderForms(report, { changes, comparison }, io), options, io, failures);
  return isSaved && isGood(report) && !changes?.length ? 0 : 1;
};

/** The differences from a baseline, if there is one. */
interface Compared {
  readonly changes: readonly Change[] | undefined;
  readonly comparison: Comparison | undefined;
}

function renderForms(report: RunReport, { changes, comparison }: Compared, io: CommandIo): ReportForms {
  return {
    what: 'the run',
    report,
    changes,
    comparison,
    createBaseline: () => createBaseline(report),
    renderPage: async () => {
      const { renderHtml } = await import('../../../simulator/report/html.ts');
      return renderHtml(report, { comparison });
    },
    listLines: () => renderTable(report, io),
  };
}

/** The report of a run, and what could not be written meanwhile. */
interface FinishedRun {
  readonly report: RunReport;
  readonly failures: readonly CliError[];
}

async function simulated(path: string, options: Options, io: CommandIo): Promise<FinishedRun> {
  demandFlow(path);
  let locate = async (error: FlowError) => error;
  try {
    const loaded = await loadFlow(path, { isolation: chooseIsolation() });
    locate = loaded.locate;
    const own = changed(loaded.flow, options);
    refuseFlow(path, toFlowFolder(own), loaded.base, options);
    checkFiles(path, own, options);
    return await runFlow(own, loaded, options, io);
  } catch (thrown) {
    throw findFailure(
      thrown instanceof FlowError && thrown.problems.every(({ line }) => !line) ? await locate(thrown) : thrown,
    );
  }
}

async function runFlow(
  flow: FlowInput | FlowFolder,
  { base, path: file }: Pick<LoadedFlow, 'base' | 'path'>,
  options: Options,
  io: CommandIo,
): Promise<FinishedRun> {
  const interrupt = new AbortController();
  const progress = options.quiet === true ? undefined : showProgress();
  const printLine = progress?.write ?? io.err;
  const print = (line: string) => printLine(toPrintableText(line, io.colours));
  const restore = onSignals(() => {
    print('stopping after the pages in flight; press Ctrl-C again to stop at once');
    interrupt.abort();
  });
  try {
    const log = openLog(options.log, print);
    const failures: CliError[] = [];
    let report: RunReport;
    try {
      const onProgress = progress && { onProgress: progress.show };
      const around = {
        base,
        file,
        signal: interrupt.signal,
        isolation: chooseIsolation(),
        onLog: log.write,
      };
      report = await simulate(flow, { ...around, ...onProgress });
    } finally {
      const failure = await log.close();
      if (failure) failures.push(failure);
    }
    return { report, failures };
  } finally {
    progress?.stop();
    restore();
  }
}

type AnyFlow = Awaited<ReturnType<typeof loadFlow>>['flow'];

function checkFiles(path: string, flow: AnyFlow, { html, json, log, saveBaseline, compare }: Options): void {
  const folder = toFlowFolder(flow);
  const outputs = { '--html': html, '--json': json, '--log': log };
  const toNamed = (files: ReturnType<typeof listReadFiles>) =>
    Object.fromEntries(files.map(({ setting, file }) => [setting, file]));
  const inputs = { FLOW: path, ...toNamed(listReadFiles(folder)) };
  checkOutputs({ ...toNamed(listWrittenFiles(folder)), ...outputs, '--save-baseline': saveBaseline }, inputs);
  // A baseline may be replaced by a newer one, and by nothing else.
  checkOutputs({ ...toNamed(listWrittenFiles(folder)), ...outputs }, { '--compare': compare });
}

/** The command line overrides the flow. */
function changed(flow: AnyFlow, { module, fault, retry }: Options): AnyFlow {
  const own = module === undefined ? {} : { module: resolve(String(module)) };
  const faults = parseFaults(fault as readonly string[] | undefined);
  if (!('writtenAt' in flow)) {
    const { extension } = flow;
    // An invalid fault is found when the flow is checked again.
    const merged = { ...flow, extension: { ...extension, ...own }, faults: { ...flow.faults, ...faults } } as Flow;
    return retry === true ? { ...merged, retry } : merged;
  }
  const { simulation } = flow;
  const stacks = Object.entries(simulation.stacks).map(([id, stack]) => [
    id,
    stack.module ? { ...stack, ...own } : stack,
  ]);
  const settings = { ...simulation, stacks: Object.fromEntries(stacks), faults: { ...simulation.faults, ...faults } };
  return { ...flow, simulation: simulationSchema.parse({ ...settings, ...(retry === true && { retry }) }) };
}

function findFailure(thrown: unknown): unknown {
  // The flow itself is valid: the faults are not.
  if (!(thrown instanceof ZodError)) return nameFlowError(thrown);
  const said = thrown.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  return new CliError('invalid_fault', `--fault: ${said.join('; ')}`, 2);
}
