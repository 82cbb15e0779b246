import { dirname, extname, join } from 'node:path';
import { type EventFile, readEvents, saveEvent } from '../../../check/events.ts';
import {
  type Finding,
  type FunctionAddress,
  type FunctionReport,
  isLaw,
  type Law,
  laws,
  needsCalls,
} from '../../../check/laws.ts';
import { type CheckWorkerEvent, supervise } from '../../../check/supervisor.ts';
import { formatFunctionPath } from '../../../core/inventory.ts';
import { describeReadFailure } from '../../../shared/describe-read-failure.ts';
import { suggest } from '../../../shared/nearest.ts';
import { startWorker } from '../../../transport/worker-process.ts';
import { CliError, formatCliError } from '../../cli-error.ts';
import { paint } from '../../colors.ts';
import type { RunCommand } from '../../command.ts';
import { lackOfFunctions } from '../../declared-functions.ts';
import { isAppFile } from '../simulate/is-app-file.ts';
import { parseKinds } from './assign-kinds.ts';
import { isFlow } from './is-flow.ts';
import { renderJson, renderLines, type Saved } from './report.ts';
import type { CheckCommand, Task } from './worker.ts';

const RUNS = 100;
const TIMEOUT = 2000;
const FOLDER = 'events-failing';

/**
 * `check MODULE`: checks the functions of a module against the laws, and saves options that broke one as an event.
 * `check FLOW`: holds the documents of a flow to each other. `check APP`: holds an app file to its module.
 */
export const run: RunCommand = async ([module = '', ...names], options, io) => {
  if (await isAppFile(module))
    return (await import('./check-app-file.ts')).checkAppFile([module, ...names], options, io);
  if (isFlow(module)) return (await import('./check-flow.ts')).checkFlow([module, ...names], options, io);
  if (options.local === true)
    throw new CliError('wrong_usage', `${module}: found --local beside a module, expected a flow or an app file`, 2);
  const task = createTask(module, names, options);
  const checked = await supervise(
    (from, onEvent, repeated) => start({ ...task, from, repeated }, onEvent),
    task.timeout,
    ({ places }) => {
      if (!io.json) io.out(`${paint(io, 'dim', formatPlan(task, places))}\n`);
    },
    (law) => task.laws.includes(law),
  );
  // Nothing was checked, which is no success.
  if (checked.functions.length === 0 && checked.module.length === 0) throw lackOfFunctions(module);
  const folder = String(options.out ?? FOLDER);
  let failure: unknown;
  const save = (fn: FunctionReport, finding: Finding): Saved => {
    if (!finding.options || failure) return finding;
    try {
      return { ...finding, event: saveEvent(folder, checked.host, fn, finding) };
    } catch (thrown) {
      failure = thrown;
      return finding;
    }
  };
  const functions = checked.functions.map((fn) => ({ ...fn, findings: fn.findings.map((one) => save(fn, one)) }));
  const report = { ...task, ...checked, path: module, functions };
  if (io.json) io.out(renderJson(report));
  else for (const line of renderLines(report, io)) io.out(line);
  // Said after the report, which is more than a file.
  if (failure) io.err(formatCliError(failure));
  const lack = task.laws.some(needsCalls) ? findLackOfCalls(module, functions, names) : undefined;
  if (lack) io.err(formatCliError(lack));
  const found = [checked.module, ...functions.map(({ findings }) => findings)].flat();
  return failure || lack || found.some(({ isWarning }) => !isWarning) ? 1 : 0;
};

/** Laws were asked for that only calls can prove: finds what was not called, none at all or a function that is named. */
function findLackOfCalls(
  module: string,
  functions: readonly FunctionReport[],
  names: readonly string[],
): CliError | undefined {
  const ways = '--kind NAME=KIND, or define around a function';
  if (functions.every(({ calls }) => calls === 0)) {
    const found = `called 0 of ${functions.length} functions, expected one at least`;
    return new CliError('nothing_called', `${module}: ${found}: ${ways}, or --imports for those that write`);
  }
  const unknown = names.length > 0 ? functions.filter(({ kind }) => kind === undefined) : [];
  if (unknown.length === 0) return undefined;
  const found = `did not call ${unknown.map(formatFunctionPath).join(', ')}, expected a kind of each function that is named`;
  return new CliError('not_called', `${module}: ${found}: ${ways}`);
}

/** `src/index.ts  4 of 5 functions with 100 runs each, seed 7, without network`. */
function formatPlan({ module, runs, seed, network }: Omit<Task, 'from'>, places: readonly FunctionAddress[]): string {
  const called = places.filter(({ kind, isLeftOut }) => kind !== undefined && !isLeftOut);
  const reach = network ? 'with the network of this machine' : 'without network';
  return `${module}  ${called.length} of ${places.length} functions with ${runs} runs each, seed ${seed}, ${reach}`;
}

function createTask(
  module: string,
  names: readonly string[],
  options: Readonly<Record<string, unknown>>,
): Omit<Task, 'from'> {
  return {
    module,
    connector: options.connector as string | undefined,
    laws: lawsIn(options.law),
    runs: Number(options.runs ?? RUNS),
    // The range of fast-check's own seeds.
    seed: Number(options.seed ?? Math.floor(Math.random() * 2 ** 31)) | 0,
    timeout: Number(options.timeout ?? TIMEOUT),
    strict: options.strict === true,
    events: eventsIn(options.events),
    names,
    type: options.type as string | undefined,
    imports: options.imports as boolean | undefined,
    network: options.network === true,
    portable: options.portable === true,
    kinds: parseKinds(options.kind as string[] | undefined),
  };
}

function lawsIn(law: unknown): Law[] {
  const all = Object.keys(laws) as Law[];
  const named = law === undefined ? all : [law].flat().flatMap((names) => String(names).split(','));
  const unknown = named.find((name) => !isLaw(name));
  if (unknown === undefined) return named as Law[];
  throw new CliError('unknown_law', `--law: expected ${all.join(', ')}, found "${unknown}"${suggest(unknown, all)}`, 2);
}

function eventsIn(path: unknown): EventFile[] {
  if (path === undefined) return [];
  try {
    return readEvents(String(path));
  } catch (thrown) {
    const said = describeReadFailure(thrown);
    const message = said === (thrown as Error).message ? said : `${path}: ${said}`;
    throw new CliError('invalid_event', `--events: ${message}`, 2);
  }
}

function start(task: Task, onEvent: (event: CheckWorkerEvent) => void) {
  const file = import.meta.filename;
  const worker = startWorker<CheckCommand, CheckWorkerEvent>(
    join(dirname(file), `worker${extname(file)}`),
    onEvent,
    'ignore',
  );
  worker.send({ type: 'check', task });
  return worker;
}
