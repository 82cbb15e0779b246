/*
 * The process that calls the functions of a module for `check`: they may hold it up for ever, or end it. It is told
 * what to do in its first message, and says what it finds.
 */
import { check, checkOptions } from '../../../check/check.ts';
import type { EventFile } from '../../../check/events.ts';
import { inspectConfig } from '../../../check/inspect.ts';
import type { Law } from '../../../check/laws.ts';
import type { Message } from '../../../check/supervisor.ts';
import { listFunctions } from '../../../core/inventory.ts';
import { CommandError } from '../../command.ts';
import { loadModule, requireModule } from '../../module.ts';

/** Milliseconds for what functions do after their answers. */
const MOMENT = 200;

/** What is to be done. */
export interface Task {
  readonly module: string;
  readonly connector: string | undefined;
  readonly laws: readonly Law[];
  readonly runs: number;
  readonly seed: number;
  readonly timeout: number;
  readonly strict: boolean;
  readonly events: readonly EventFile[];
  readonly from: number;
}

/** Resolves once it has left the process: what comes next may end it. */
function say(message: Message): Promise<void> {
  return new Promise((sent) => process.send?.(message, () => sent()));
}

async function work({ module: path, connector, laws, ...task }: Task): Promise<void> {
  const loaded = await loadModule(path, connector);
  const module = requireModule(loaded, path);
  demandEvents(module, task.events);
  const asked = new Set(laws);
  const before = (index: number, options: unknown) => say({ say: 'calling', index, options });
  for await (const news of check(module, { ...task, laws: asked, moment: MOMENT, before })) {
    if ('report' in news) {
      await say({ say: 'report', ...news });
      continue;
    }
    const found = inspectConfig(loaded.config ?? {}).filter(({ law }) => asked.has(law));
    await say({ say: 'loaded', host: loaded.host, module: [...found, ...news.module], places: news.places });
  }
  await say({ say: 'done' });
}

/** @throws CommandError where an event is of no function of the module, or not as the contract of its kind has it */
function demandEvents(module: object, events: readonly EventFile[]): void {
  const all = [...listFunctions(module)];
  const meant = events.flatMap((event) => {
    const fn = all.find(({ type, name }) => type === event.type && name === event.function);
    return fn ? [{ event, fn }] : [];
  });
  if (events.length > 0 && meant.length === 0) {
    const names = all.map(({ name }) => name).join(', ');
    throw new CommandError('invalid_event', `${events[0]?.file}: expected the function to be one of ${names}`, 2);
  }
  for (const { event, fn } of meant) {
    const [complaint] = fn.kind ? checkOptions(fn.kind, event) : [];
    if (complaint) throw new CommandError('invalid_event', `${event.file}: ${complaint}`, 2);
  }
}

process.on('disconnect', () => process.exit());
process.once('message', (task: Task) => {
  const failed = (thrown: unknown) => {
    const { code, message, exitCode } = thrown instanceof CommandError ? thrown : unexpected(thrown);
    return say({ say: 'failed', code, message, exitCode });
  };
  // Modules leave timers and pools open.
  work(task)
    .catch(failed)
    .then(() => process.exit());
});

function unexpected(thrown: unknown): CommandError {
  return new CommandError('unexpected_error', String((thrown as Error)?.stack ?? thrown));
}
