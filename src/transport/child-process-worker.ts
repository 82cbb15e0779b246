/*
 * The process that calls the functions of a module for a simulation whose sandboxes are to be new ones now and then:
 * what a module keeps in memory is gone with its process.
 */

import type { HostedModule } from '../core/hosted-module.ts';
import { openInProcess } from './in-process.ts';
import { loadModule } from './load-module.ts';
import type { Call, CallResult, TransportError } from './transport.ts';

/** What the child is told. */
export type WorkerCommand =
  | { readonly tell: 'load'; readonly path: string; readonly connector: string | undefined; readonly hears: boolean }
  | { readonly tell: 'call'; readonly id: number; readonly call: Call };

/** What the child says. */
export type WorkerEvent =
  | { readonly say: 'loaded'; readonly host: HostedModule['host'] }
  | { readonly say: 'failed'; readonly code: string; readonly message: string; readonly isMisuse: boolean }
  | { readonly say: 'line'; readonly line: string }
  | { readonly say: 'answered'; readonly id: number; readonly answered: CallResult };

function say(said: WorkerEvent): void {
  process.send?.(said);
}

async function load({ path, connector, hears }: Extract<WorkerCommand, { tell: 'load' }>): Promise<void> {
  try {
    const loaded = await loadModule(path, connector);
    const onConsole = (line: string) => say({ say: 'line', line });
    const { call } = openInProcess(
      loaded,
      hears ? { onConsole, onLine: (line) => onConsole(JSON.stringify(line)) } : {},
    );
    process.on('message', async (told: WorkerCommand) => {
      if (told.tell === 'call') say({ say: 'answered', id: told.id, answered: await call(told.call) });
    });
    say({ say: 'loaded', host: loaded.host });
  } catch (thrown) {
    const { code = 'module_failed', message, isMisuse = false } = thrown as TransportError;
    say({ say: 'failed', code, message, isMisuse });
  }
}

process.once('message', (told: WorkerCommand) => told.tell === 'load' && load(told));
// Modules leave timers and pools open.
process.on('disconnect', () => process.exit());
