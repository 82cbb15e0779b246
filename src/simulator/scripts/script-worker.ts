/*
 * The process that runs hosted scripts, each in contexts of its own. It is started with few permissions, and does not
 * share its memory and life with the simulator.
 */
import { sendEvent, serveCommands } from '../../transport/serve-commands.ts';
import type { CommandFailed } from '../../transport/worker-process.ts';
import { type LoadedScript, type OutcomeSlice, type ScriptBatch, ScriptContext } from './script-context.ts';

/** The commands of this worker. */
export type ScriptCommand =
  | { readonly type: 'open'; readonly api: string }
  | (LoadedScript & { readonly type: 'load'; readonly script: string })
  | (ScriptBatch & {
      readonly type: 'call';
      readonly id: number;
      readonly script: string;
      readonly reference: string;
    });

/** The events of this worker. */
export type ScriptEvent =
  | { readonly type: 'opened' }
  | (OutcomeSlice & { readonly type: 'outcomes'; readonly id: number })
  | CommandFailed;

const scripts = new Map<string, LoadedScript>();
const contexts = new Map<string, ScriptContext>();
let api = '';
let last = Promise.resolve();

// Ctrl-C reaches all processes of a terminal: the one that started this one decides.
process.on('SIGINT', () => {});
// A Promise of a script is an error of its call already.
process.on('unhandledRejection', () => {});

async function call({ id, script, reference, ...batch }: Extract<ScriptCommand, { readonly type: 'call' }>) {
  const key = JSON.stringify([script, reference]);
  const context = contexts.get(key) ?? new ScriptContext(scripts.get(script) as LoadedScript, api);
  contexts.set(key, context);
  for (const slice of context.run(batch)) await sendEvent<ScriptEvent>({ type: 'outcomes', id, ...slice });
}

serveCommands<ScriptCommand>({
  open: (command) => {
    api = command.api;
    return sendEvent<ScriptEvent>({ type: 'opened' });
  },
  load: async (command) => {
    scripts.set(command.script, command);
  },
  // The process answers calls in their order, also where one is answered in slices.
  call: (command) => {
    last = last.then(() => call(command));
    return last;
  },
});
