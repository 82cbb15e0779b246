import { basename, resolve } from 'node:path';
import { loadApp } from '../../../lifecycle/load-app.ts';
import { isGoodLife } from '../../../lifecycle/report/describe-life.ts';
import { renderLifeHtml } from '../../../lifecycle/report/html.ts';
import { createLifeBaseline, type LifeBaseline, listLifeChanges } from '../../../lifecycle/report/life-baseline.ts';
import { AppFileError, type LifeReport, simulateApp } from '../../../simulator/index.ts';
import { createComparison } from '../../../simulator/report/comparison.ts';
import { CliError } from '../../cli-error.ts';
import type { CommandIo, RunCommand } from '../../command.ts';
import { chooseIsolation } from '../../isolation.ts';
import { parseFaults } from './faults.ts';
import { listLife } from './list-life.ts';
import { onSignals } from './on-signals.ts';
import { checkOutputs } from './outputs.ts';
import { readBaseline } from './read-baseline.ts';
import { refuseModule } from './refuse-module.ts';
import { type ReportForms, saveReport } from './save-report.ts';
import { sendReport, waitForModule } from './wait-for-module.ts';
import { openLog } from './write-outputs.ts';

type Options = Parameters<RunCommand>[1];

/** `simulate APP`: simulates the life of an integration app, and prints its report. */
export async function simulateLife(path: string, given: Options, io: CommandIo): Promise<number> {
  if (given.retry !== undefined) {
    throw new CliError('no_such_option', '--retry: found an app file, expected a flow: an app has no --retry', 2);
  }
  if (given.watch === true) {
    const [{ watch }, { watchedApp }] = await Promise.all([import('./watch.ts'), import('./watch-app.ts')]);
    return watch(watchedApp, path, given, io);
  }
  const options: Options = { ...given, ...(await waitForModule()) };
  const { compare } = options;
  const before = compare === undefined ? undefined : readBaseline<LifeBaseline>(String(compare), 'app');
  const { report, failures } = await runLife(path, options, io);
  const changes = before && listLifeChanges(before, createLifeBaseline(report));
  const comparison = changes && createComparison(changes, basename(String(compare)));
  await sendReport({ report, comparison });
  const forms: ReportForms = {
    what: 'the life',
    report,
    changes,
    comparison,
    createBaseline: () => createLifeBaseline(report),
    renderPage: () => renderLifeHtml(report, { comparison }),
    listLines: (columns) => listLife(report, io, columns),
  };
  const isSaved = await saveReport(forms, options, io, failures);
  return isSaved && isGoodLife(report) && !changes?.length ? 0 : 1;
}

/** The report of a life, and what could not be written meanwhile. */
interface FinishedLife {
  readonly report: LifeReport;
  readonly failures: readonly CliError[];
}

async function runLife(path: string, options: Options, io: CommandIo): Promise<FinishedLife> {
  const { module, fault, log: logFile, quiet } = options;
  const faults = parseFaults(fault as readonly string[] | undefined);
  await checkFiles(path, options);
  const interrupt = new AbortController();
  const restore = onSignals(() => {
    io.err('stopping after the call in flight; press Ctrl-C again to stop at once');
    interrupt.abort();
  });
  const log = openLog(logFile, io.err);
  const failures: CliError[] = [];
  let report: LifeReport;
  try {
    report = await simulateApp(path, {
      isolation: chooseIsolation(),
      signal: interrupt.signal,
      faults,
      onLog: log.write,
      ...(module !== undefined && { module: String(module) }),
      ...(quiet !== true && { onEvent: ({ number, of, title }) => io.err(`${number} of ${of}  ${title}`) }),
    });
  } catch (thrown) {
    throw nameFailure(thrown);
  } finally {
    restore();
    const failure = await log.close();
    if (failure) failures.push(failure);
  }
  return { report, failures };
}

function nameFailure(thrown: unknown): unknown {
  return thrown instanceof AppFileError ? new CliError('invalid_app', thrown.message, 2) : thrown;
}

/** @throws CliError for an invalid app file, before anything is written */
async function checkFiles(path: string, options: Options): Promise<void> {
  const { html, json, log, saveBaseline, compare, module, local } = options;
  const { file, base } = await loadApp(path, module === undefined ? {} : { module: String(module) }).catch((thrown) => {
    throw nameFailure(thrown);
  });
  const functions = file.app.module === undefined ? {} : { 'app.module': resolve(base, file.app.module) };
  if (local === true) refuseModule(path, { file, base });
  const outputs = { '--html': html, '--json': json, '--log': log };
  checkOutputs({ ...outputs, '--save-baseline': saveBaseline }, { APP: path, ...functions });
  // A baseline may be replaced by a newer one, and by nothing else.
  checkOutputs(outputs, { '--compare': compare });
}
