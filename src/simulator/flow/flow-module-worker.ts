/* The process that loads a flow that is a module: it may write to stdout, wait for ever, or end the process. */
import { loadInWorker, sendEvent, serveCommands } from '../../transport/serve-commands.ts';
import { copyAsData } from './copy-as-data.ts';
import { FlowError, type FlowProblem } from './error.ts';
import { type LoadedFlow, readFlowFile } from './read-flow-file.ts';

/** The command of this worker. */
export interface FlowModuleCommand {
  readonly type: 'load';
  readonly path: string;
}

/** The answer of this worker: the flow as data, or what is wrong with it. */
export type FlowModuleAnswer = Omit<LoadedFlow, 'locate'> | { readonly problems: readonly FlowProblem[] };

serveCommands<FlowModuleCommand>({
  load: async ({ path }) => sendEvent<FlowModuleAnswer>(await loadInWorker(() => answer(path))),
});

async function answer(file: string): Promise<FlowModuleAnswer> {
  try {
    const { flow, path, base } = await readFlowFile(file);
    return { flow: copyAsData(flow) as LoadedFlow['flow'], path, base };
  } catch (thrown) {
    if (thrown instanceof FlowError) return { problems: thrown.problems };
    // A getter of the flow may throw.
    return { problems: [{ path: '', message: String(Object(thrown).message ?? thrown) }] };
  }
}
