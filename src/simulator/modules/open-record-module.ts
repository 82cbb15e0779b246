import { type Callable, INTERRUPTED, withInterrupt } from '../../transport/interruptible.ts';
import { importFile } from '../../transport/load-module.ts';
import { TransportError } from '../../transport/transport.ts';
import type { WorkerOutput } from '../../transport/worker-process.ts';
import { callWithEach, type RecordModule, type RecordOutcome, readDefault, toApplied } from './record-module.ts';
import { RecordProcess } from './record-process.ts';

/** Where a module runs, for how long, and where what it writes goes. */
export interface RecordModuleSettings {
  readonly isApart: boolean;
  readonly output?: WorkerOutput | undefined;
  /** Milliseconds for the records of one page. Default: 300,000. */
  readonly timeout?: number | undefined;
  /** Milliseconds that the module may take to load in a process of its own. Default: 60,000. */
  readonly loadTime?: number | undefined;
  /** Ends the loading, and calls in flight a second later. */
  readonly signal?: AbortSignal | undefined;
}

/** A module that gets records as JSON. */
interface RecordCalls extends Callable<readonly string[], readonly RecordOutcome[]> {
  /** Waits for a process in the place of one that has ended: the time of a page is not that of its start. */
  readonly prepare: () => Promise<void>;
  /** Ends a process that does not answer. */
  readonly abandon: (why: string) => void;
}

/** The same as a function of a stack has. */
const CALL_TIME = 300_000;

/**
 * Opens a module whose default export takes one record, in this process or in one of its own. Where that has ended, the
 * next call finds a new one.
 * @throws TransportError naming the module if it can't be loaded, or exports no function
 */
export async function openRecordModule(path: string, settings: RecordModuleSettings): Promise<RecordModule> {
  const { isApart, signal } = settings;
  const limited = withTimeout(path, isApart ? await openApart(path, settings) : await openHere(path), settings);
  const { call, close } = signal ? withInterrupt(limited, signal) : limited;
  const apply: RecordModule['apply'] = async (records) => {
    const sent = records.map((record) => JSON.stringify(record));
    return toApplied(await call(sent).catch(({ code, message }) => sent.map(() => ({ problem: { code, message } }))));
  };
  return { apply, close };
}

async function openHere(path: string): Promise<RecordCalls> {
  const fn = readDefault(path, await importFile(path));
  return {
    prepare: async () => {},
    call: (records) => callWithEach(fn, records),
    abandon: () => {},
    close: async () => {},
  };
}

async function openApart(path: string, { output, loadTime, signal }: RecordModuleSettings): Promise<RecordCalls> {
  const start = () => new RecordProcess(path, output, loadTime);
  let current = start();
  const stop = () => current.kill('the process was ended while it was loaded');
  signal?.addEventListener('abort', stop);
  if (signal?.aborted) stop();
  try {
    await current.loaded;
  } catch (thrown) {
    await current.close();
    // The module is not at fault.
    if (signal?.aborted) throw new TransportError(INTERRUPTED, `${path}: the run was interrupted while it was loaded`);
    throw thrown;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
  return {
    prepare: () => {
      if (current.ending) current = start();
      return current.loaded;
    },
    call: (records) => current.call(records),
    abandon: (why) => current.kill(why),
    close: () => current.close(),
  };
}

function withTimeout(
  path: string,
  { prepare, call, abandon, close }: RecordCalls,
  { timeout = CALL_TIME }: RecordModuleSettings,
): Callable<readonly string[], readonly RecordOutcome[]> {
  return {
    call: async (records) => {
      await prepare();
      const { promise, reject } = Promise.withResolvers<never>();
      const alarm = setTimeout(() => {
        const why = `found no answer within ${timeout} ms`;
        reject(new TransportError('function_timeout', `${path}: ${why}`));
        abandon(why);
      }, timeout);
      return Promise.race([call(records), promise]).finally(() => clearTimeout(alarm));
    },
    close,
  };
}
