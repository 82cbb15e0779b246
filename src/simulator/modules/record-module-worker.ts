/*
 * The process that calls a module's function for records, where it must not share this one's memory and life: a
 * function may block its process, or end it.
 */
import { importFile } from '../../transport/load-module.ts';
import { loadInWorker, sendEvent, serveCommands } from '../../transport/serve-commands.ts';
import type { CommandFailed } from '../../transport/worker-process.ts';
import { callWithEach, type RecordOutcome, readDefault } from './record-module.ts';

/** The commands of this worker. */
export type RecordCommand =
  | { readonly type: 'load'; readonly path: string }
  | { readonly type: 'call'; readonly id: number; readonly records: readonly string[] };

/** The events of this worker. */
export type RecordEvent =
  | { readonly type: 'loaded' }
  | { readonly type: 'result'; readonly id: number; readonly outcomes: readonly RecordOutcome[] }
  | CommandFailed;

const send = (event: RecordEvent) => sendEvent(event);

let fn: (record: unknown) => unknown;

process.on('SIGINT', () => {});

serveCommands<RecordCommand>({
  load: async ({ path }) => {
    fn = await loadInWorker(async () => readDefault(path, await importFile(path)));
    await send({ type: 'loaded' });
  },
  call: async ({ id, records }) => {
    await send({ type: 'result', id, outcomes: await callWithEach(fn, records) });
  },
});
