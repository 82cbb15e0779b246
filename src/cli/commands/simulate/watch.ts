import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { watch as watchFiles } from 'chokidar';
import type { Comparison } from '../../../simulator/report/comparison.ts';
import type { CommandIo, RunCommand } from '../../command.ts';
import { LateChanges } from './late-changes.ts';
import { type ServedPage, servePage } from './server.ts';
import type { Sources } from './sources.ts';
import { WAITING } from './wait-for-module.ts';
import { type ReadFiles, WatchedFiles } from './watched-files.ts';

/** Milliseconds within which several changes count as one. */
const PAUSE = 15;

/** Milliseconds between the two halves of a replacement: some editors delete a file and write it anew. */
const REPLACED = 20;

/** Milliseconds in which a run must end. */
const PATIENCE = 500;

/** Milliseconds for which a file must stay as it is: editors write large files in parts. */
const STABLE = { stabilityThreshold: 40, pollInterval: 10 };

/** What is watched, by its report: a flow or an app. */
export interface Watched<Report> {
  /** Lists the files that its file names. @throws Error for an invalid one */
  readonly listFiles: (path: string, signal: AbortSignal) => Promise<ReadFiles>;
  readonly renderPage: (report: Report, comparison: Comparison | undefined) => Promise<string>;
}

/**
 * `simulate FLOW --watch`: runs the flow or app in a process of its own, and again whenever its file, its module or the
 * module's imports change. Serves the report on a page that reloads itself. Ends with Ctrl-C.
 */
export async function watch<Report>(
  kind: Watched<Report>,
  path: string,
  options: Parameters<RunCommand>[1],
  io: CommandIo,
): Promise<number> {
  const page = await servePage();
  const watcher = watchFiles([path], { ignoreInitial: true, awaitWriteFinish: STABLE, atomic: REPLACED });
  io.err(`the report is at ${page.url}`);
  let isOver = false;
  const watched = new WatchedFiles(path, (signal) => kind.listFiles(path, signal), options.module, io);
  let sources: Sources | undefined;
  const late = new LateChanges();
  let child: ChildProcess | undefined;
  let spare: ChildProcess | undefined = prepare();
  const again = async () => {
    if (isOver) return;
    stop(child);
    child = undefined;
    const began = Date.now();
    const { files, sources: found } = await watched.find();
    watcher.add([...files]);
    // A change before the watcher knew a file has no event.
    const catchUp = () => void (late.areIn(files, began) && schedule());
    // The old build of a module that cannot be built would show what is no longer written.
    if (!found) return void setTimeout(catchUp, PATIENCE).unref();
    sources = found;
    const own = spare ?? prepare();
    [spare, child] = [undefined, own];
    own.send({ module: sources.bundle });
    own.once('message', (sent: Sent<Report>) => void showReport(kind, page, sent));
    own.once('exit', () => {
      // Not before: it would slow the run down.
      if (!isOver) spare ??= prepare();
      if (child === own) catchUp();
    });
  };
  const interrupted = new Promise<void>((end) => void process.once('SIGINT', end).once('SIGTERM', end));
  let pause: NodeJS.Timeout | undefined;
  const schedule = () => {
    clearTimeout(pause);
    pause = setTimeout(() => {
      watched.giveUp();
      turn = turn.then(again);
    }, PAUSE);
  };
  let turn = again();
  watcher.on('all', schedule);
  await interrupted;
  isOver = true;
  watched.giveUp();
  await turn;
  spare?.kill('SIGKILL');
  await stop(child);
  sources?.remove?.();
  page.close();
  await watcher.close();
  return 0;
}

/** What the process of a run sends. */
interface Sent<Report> {
  readonly report: Report;
  readonly comparison: Comparison | undefined;
}

async function showReport<Report>(
  kind: Watched<Report>,
  page: ServedPage,
  { report, comparison }: Sent<Report>,
): Promise<void> {
  page.show(await kind.renderPage(report, comparison));
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
