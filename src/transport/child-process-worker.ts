/*
 * The process that calls the functions of a module where sandboxes are replaced by new ones: a module's memory ends
 * with its process.
 */
import type { HostedModule } from '../core/hosted-module.ts';
import { openInProcess } from './in-process.ts';
import { loadModule } from './load-module.ts';
import { loadInWorker, sendEvent, serveCommands } from './serve-commands.ts';
import type { Call, CallResult, Transport } from './transport.ts';
import type { CommandFailed } from './worker-process.ts';

/** The commands of this worker. */
export type WorkerCommand =
  | {
      readonly type: 'load';
      readonly path: string;
      readonly connector: string | undefined;
      /** Whether log lines and console lines are sent as events. */
      readonly sendsLines: boolean;
    }
  | { readonly type: 'call'; readonly id: number; readonly call: Call };

/** The events of this worker. */
export type WorkerEvent =
  | { readonly type: 'loaded'; readonly host: HostedModule['host'] }
  | { readonly type: 'line'; readonly line: string }
  | { readonly type: 'result'; readonly id: number; readonly result: CallResult }
  | CommandFailed;

let transport: Transport | undefined;

serveCommands<WorkerCommand>({
  load: async ({ path, connector, sendsLines }) => {
    const loaded = await loadInWorker(() => loadModule(path, connector));
    const onConsole = (line: string) => void sendEvent<WorkerEvent>({ type: 'line', line });
    const settings = { onConsole, onLine: (line: object) => onConsole(JSON.stringify(line)) };
    transport = openInProcess(loaded, sendsLines ? settings : {});
    await sendEvent<WorkerEvent>({ type: 'loaded', host: loaded.host });
  },
  call: async ({ id, call }) => {
    const result = await (transport as Transport).call(call);
    await sendEvent<WorkerEvent>({ type: 'result', id, result });
  },
});
