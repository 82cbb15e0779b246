import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { watch as watchFiles } from 'chokidar';
import { listReadFiles } from '../../../simulator/flow/demand-files.ts';
import { toFlowFolder } from '../../../simulator/flow/translate.ts';
import { loadFlow } from '../../../simulator/index.ts';
import type { Comparison } from '../../../simulator/report/comparison.ts';
import { renderHtml } from '../../../simulator/report/html.ts';
import type { RunReport } from '../../../simulator/report/types.ts';
import type { CommandIo, RunCommand } from '../../command.ts';
import { LateChanges } from './late-changes.ts';
import { EVENTS, servePage } from './server.ts';
import { findSources, type Sources } from './sources.ts';
import { WAITING } from './wait-for-module.ts';

/** Milliseconds within which several changes count as one. */
const PAUSE = 15;

/** Milliseconds between the two halves of a replacement: some editors delete a file and write it anew. */
const REPLACED = 20;

/** Milliseconds in which a run must end. */
const PATIENCE = 500;

/** Milliseconds for which a file must stay as it is: editors write large files in parts. */
const STABLE = { stabilityThreshold: 40, pollInterval: 10 };

/**
 * `simulate FLOW --watch`: runs the flow in a process of its own, and again whenever the flow, its module or the
 * module's imports change. Serves the report on a page that reloads itself. Ends with Ctrl-C.
 */
export async function watch(path: string, options: Parameters<RunCommand>[1], io: CommandIo): Promise<number> {
  const page = await servePage();
  const watcher = watchFiles([path], { ignoreInitial: true, awaitWriteFinish: STABLE, atomic: REPLACED });
  io.err(`the report is at ${page.url}`);
  let isOver = false;
  let sources: Sources = { files: [] };
  const late = new LateChanges();
  let child: ChildProcess | undefined;
  let spare: ChildProcess | undefined = prepare();
  const again = async () => {
    stop(child);
    child = undefined;
    const began = Date.now();
    const found = await findWatched(path, options.module, io);
    sources = found ?? sources;
    watcher.add([...sources.files]);
    // The old build of a module that cannot be built would show what is no longer written.
    if (!found) return;
    const own = spare ?? prepare();
    spare = undefined;
    child = own;
    own.send({ module: sources.bundle });
    own.once('message', async ({ report, comparison }: Sent) =>
      page.show(await renderHtml(report, { events: EVENTS, comparison })),
    );
    own.once('exit', () => {
      // Not before: it would slow the run down.
      if (!isOver) spare ??= prepare();
      // A change before the watcher knew the file has no event.
      if (child === own && late.areIn(sources.files, began)) schedule();
    });
  };
  const interrupted = new Promise<void>((end) => void process.once('SIGINT', end).once('SIGTERM', end));
  let pause: NodeJS.Timeout | undefined;
  const schedule = () => {
    clearTimeout(pause);
    pause = setTimeout(() => {
      turn = turn.then(again);
    }, PAUSE);
  };
  let turn = again();
  watcher.on('all', schedule);
  await interrupted;
  isOver = true;
  clearTimeout(pause);
  await turn;
  spare?.kill('SIGKILL');
  await stop(child);
  sources.remove?.();
  page.close();
  await watcher.close();
  return 0;
}

/** What the process of a run sends. */
interface Sent {
  readonly report: RunReport;
  readonly comparison: Comparison | undefined;
}

/** Finds the files of a flow; undefined, with the reason on stderr, while it cannot be run. */
async function findWatched(path: string, module: unknown, io: CommandIo): Promise<Sources | undefined> {
  try {
    const { flow } = await loadFlow(path);
    const files = listReadFiles(toFlowFolder(flow));
    const modules = module === undefined ? files.filter(isModule).map(({ file }) => file) : [resolve(String(module))];
    const [first, ...more] = modules;
    const others = files.filter((one) => !isModule(one)).map(({ file }) => file);
    // Only one module can be built anew for a run.
    const sources = first === undefined || more.length > 0 ? { files: modules } : await findSources(first);
    return { ...sources, files: [...sources.files, ...others] };
  } catch (thrown) {
    const { name, message } = thrown as Error;
    io.err(`${name === 'FlowError' ? 'invalid_flow' : 'module_failed'}  ${message}`);
    return undefined;
  }
}

function isModule({ setting }: { readonly setting: string }): boolean {
  return setting.endsWith('.module');
}

/** Ends a run with its functions; by force if it is blocked. */
async function stop(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  if (child.connected) child.disconnect();
  const alarm = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
  await ended;
  clearTimeout(alarm);
}

/** Starts the process of the next run, which waits for its module: a start takes as long as a short run. */
function prepare(): ChildProcess {
  const args = process.argv.slice(2).filter((arg) => arg !== '--watch');
  const env = { ...process.env, [WAITING]: 'yes' };
  return fork(process.argv[1] as string, args, { serialization: 'advanced', env });
}
