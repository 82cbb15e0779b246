import { type ChildProcess, fork } from 'node:child_process';
import { resolve } from 'node:path';
import { watch as watchFiles } from 'chokidar';
import { loadFlow } from '../../../simulator/index.ts';
import { renderHtml } from '../../../simulator/report/html.ts';
import type { RunReport } from '../../../simulator/report/types.ts';
import type { CommandIo, RunCommand } from '../../command.ts';
import { EVENTS, servePage } from './server.ts';
import { findSources, type Sources } from './sources.ts';

/** Milliseconds within which several changes count as one. */
const PAUSE = 100;

/**
 * `simulate FLOW --watch`: runs the flow in a process of its own, and again whenever the flow, its module or the
 * module's imports change. Serves the report on a page that reloads itself. Ends with Ctrl-C.
 */
export async function watch(path: string, options: Parameters<RunCommand>[1], io: CommandIo): Promise<number> {
  const page = await servePage();
  const watcher = watchFiles([path], { ignoreInitial: true });
  io.err(`the report is at ${page.url}`);
  let sources: Sources = { files: [] };
  let child: ChildProcess | undefined;
  const again = async () => {
    child?.kill('SIGKILL');
    sources = await findWatched(path, options.module, sources, io);
    watcher.add([...sources.files]);
    child = start(sources);
    child.once('message', async (report: RunReport) => page.show(await renderHtml(report, EVENTS)));
  };
  const interrupted = new Promise<void>((end) => void process.once('SIGINT', end).once('SIGTERM', end));
  let pause: NodeJS.Timeout | undefined;
  let turn = again();
  watcher.on('all', () => {
    clearTimeout(pause);
    pause = setTimeout(() => {
      turn = turn.then(again);
    }, PAUSE);
  });
  await interrupted;
  clearTimeout(pause);
  await turn;
  child?.kill('SIGKILL');
  sources.remove?.();
  page.close();
  await watcher.close();
  return 0;
}

/** A flow may be invalid while it is edited: the files watched before stay watched. */
async function findWatched(path: string, module: unknown, before: Sources, io: CommandIo): Promise<Sources> {
  try {
    const { flow } = await loadFlow(path);
    const own = module === undefined ? flow.extension.module : resolve(String(module));
    const { mapping } = flow.import;
    const others = [flow.export.file, mapping && 'function' in mapping ? mapping.function : undefined];
    const sources = own === undefined ? { files: [] } : await findSources(own);
    return { ...sources, files: [...sources.files, ...others.filter((file) => file !== undefined)] };
  } catch (thrown) {
    // The run itself reports the flow's problems.
    if ((thrown as Error).name !== 'FlowError') io.err((thrown as Error).message);
    return before;
  }
}

function start({ bundle }: Sources): ChildProcess {
  const args = process.argv.slice(2).filter((arg) => arg !== '--watch');
  return fork(process.argv[1] as string, bundle === undefined ? args : [...args, '--module', bundle], {
    serialization: 'advanced',
  });
}
