import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { startWorker, type WorkerOutput } from '../../transport/worker-process.ts';
import { callWithEach, type RecordModule, type RecordOutcome, readDefault, toApplied } from './record-module.ts';
import type { RecordCommand, RecordEvent } from './record-module-worker.ts';

/** Where a module runs, and where what it writes goes. */
export interface RecordModuleSettings {
  readonly isApart: boolean;
  readonly output?: WorkerOutput | undefined;
}

/**
 * Opens a module whose default export takes one record, in this process or in one of its own.
 * @throws Error naming the module if it can't be loaded, or exports no function
 */
export async function openRecordModule(path: string, { isApart, output }: RecordModuleSettings): Promise<RecordModule> {
  if (isApart) return openApart(path, output);
  const fn = readDefault(path, await import(pathToFileURL(path).href));
  return {
    apply: async (records) => toApplied(await callWithEach(fn, toJson(records))),
    close: async () => {},
  };
}

function toJson(records: readonly unknown[]): string[] {
  return records.map((record) => JSON.stringify(record));
}

async function openApart(path: string, output: WorkerOutput | undefined): Promise<RecordModule> {
  const loaded = Promise.withResolvers<void>();
  const pending = new Map<number, (outcomes: readonly RecordOutcome[]) => void>();
  const counts = new Map<number, number>();
  const onEvent = (event: RecordEvent) => {
    if (event.type === 'loaded') loaded.resolve();
    else if (event.type === 'failed') loaded.reject(new Error(event.message));
    else pending.get(event.id)?.(event.outcomes);
  };
  const worker = startWorker<RecordCommand, RecordEvent>(findWorker(), onEvent, output);
  let ending = '';
  void worker.ended.then((how) => {
    ending = `${path}: the process ended (${how})`;
    loaded.reject(new Error(ending));
    for (const [id, settle] of pending) settle(failAll(counts.get(id) as number, ending));
  });
  worker.send({ type: 'load', path });
  await loaded.promise;
  let calls = 0;
  const call = (records: readonly string[]) => {
    if (ending) return failAll(records.length, ending);
    const id = ++calls;
    counts.set(id, records.length);
    worker.send({ type: 'call', id, records });
    const { promise, resolve } = Promise.withResolvers<readonly RecordOutcome[]>();
    pending.set(id, resolve);
    return promise.finally(() => pending.delete(id) && counts.delete(id));
  };
  return {
    apply: async (records) => toApplied(await call(toJson(records))),
    close: async () => {
      worker.kill();
      await worker.ended;
    },
  };
}

function failAll(count: number, message: string): RecordOutcome[] {
  return Array.from({ length: count }, () => ({ problem: { code: 'process_ended', message } }));
}

/** Finds the worker beside this file, or beside the bundle that holds this file. */
function findWorker(): string {
  const built = ['./', '../', '../../', './simulator/'].map((folder) => `${folder}record-module-worker.js`);
  const paths = ['./record-module-worker.ts', ...built].map((name) => fileURLToPath(new URL(name, import.meta.url)));
  return paths.find((path) => existsSync(path)) as string;
}
