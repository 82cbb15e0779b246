/*
 * The process that calls the functions of a module, where they must not share this one's memory, output and life: a
 * function may end its process, and a module's memory ends with it.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { LevelledLine } from '../core/logger.ts';
import { listPlaced } from './list-placed.ts';
import type { ModuleSummary } from './load-module.ts';
import { openHere } from './open-here.ts';
import { loadInWorker, sendEvent, serveCommands } from './serve-commands.ts';
import type { Call, CallResult, Transport } from './transport.ts';
import type { CommandFailed } from './worker-process.ts';

/** The commands of this worker. */
export type WorkerCommand =
  | {
      readonly type: 'load';
      readonly path: string;
      readonly connector: string | undefined;
      readonly hostsAll: boolean | undefined;
      readonly enforces: boolean | undefined;
      readonly records: boolean | undefined;
      readonly locates: boolean | undefined;
      /** Whether log lines and console lines are sent as events. */
      readonly sends: { readonly lines: boolean; readonly console: boolean };
    }
  | { readonly type: 'call'; readonly id: number; readonly call: Call }
  /** Opens the port of a debugger, or closes it. */
  | { readonly type: 'debugger'; readonly port: number | undefined };

/** The events of this worker. */
export type WorkerEvent =
  | (ModuleSummary & { readonly type: 'loaded' })
  | { readonly type: 'line'; readonly line: LevelledLine; readonly id: number | undefined }
  | { readonly type: 'console'; readonly line: string; readonly id: number | undefined }
  | { readonly type: 'result'; readonly id: number; readonly result: CallResult }
  | { readonly type: 'debugger' }
  | CommandFailed;

const send = (event: WorkerEvent) => sendEvent(event);

let transport: Transport | undefined;

/** The id of the call that is going on, wherever its function waits. */
const calls = new AsyncLocalStorage<number>();

// Ctrl-C reaches all processes of a terminal: the one that started this one decides.
process.on('SIGINT', () => {});

serveCommands<WorkerCommand>({
  load: async ({ path, connector, hostsAll, enforces, records, locates, sends }) => {
    const opened = await loadInWorker(() =>
      openHere({
        path,
        connector,
        hostsAll,
        enforces,
        records,
        // Places are asked of the inspector, which Node's permission model keeps away.
        list: locates && process.permission?.has('inspector') !== false ? listPlaced : undefined,
        onLine: sends.lines ? (line) => void send({ type: 'line', line, id: calls.getStore() }) : undefined,
        onConsole: sends.console ? (line) => void send({ type: 'console', line, id: calls.getStore() }) : undefined,
      }),
    );
    transport = opened;
    await send({ type: 'loaded', host: opened.host, functions: opened.functions });
  },
  call: async ({ id, call }) => {
    const result = await calls.run(id, () => (transport as Transport).call(call));
    await send({ type: 'result', id, result });
  },
  debugger: async ({ port }) => {
    const inspector = await import('node:inspector');
    if (port === undefined) inspector.close();
    else if (inspector.url() === undefined) inspector.open(port, '127.0.0.1');
    await send({ type: 'debugger' });
  },
});
