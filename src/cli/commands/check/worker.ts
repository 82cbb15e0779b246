/* The process that calls the functions of a module for `check`: they may block it for ever, or end it. */
import { check, checkOptions } from '../../../check/check.ts';
import type { EventFile } from '../../../check/events.ts';
import type { Generated } from '../../../check/examples.ts';
import { inspectConfig } from '../../../check/inspect.ts';
import type { Law } from '../../../check/laws.ts';
import { blockNetwork } from '../../../check/network.ts';
import { toAnswer } from '../../../check/repeat.ts';
import type { CheckWorkerEvent, RepeatedCall } from '../../../check/supervisor.ts';
import { createRunner, type Runner } from '../../../check/trial.ts';
import { type FunctionEntry, listFunctions } from '../../../core/inventory.ts';
import { flushOutput } from '../../../shared/flush-output.ts';
import { suggest } from '../../../shared/nearest.ts';
import { loadModule } from '../../../transport/load-module.ts';
import { loadInWorker, sendEvent, sendFailure, serveCommands } from '../../../transport/serve-commands.ts';
import { sortAsInFile } from '../../../transport/sort-as-in-file.ts';
import { CliError } from '../../cli-error.ts';
import { demandFunction } from '../../find-function.ts';
import { isWriting } from '../../kind.ts';
import { requireModule } from '../../module.ts';
import { assignKinds, type KindsByName } from './assign-kinds.ts';

/** Milliseconds in which functions show what they do after their answers. */
const SETTLE_MS = 200;

/** The command of this worker. */
export interface CheckCommand {
  readonly type: 'check';
  readonly task: Task;
}

/** The settings of a check. */
export interface Task {
  readonly module: string;
  readonly connector: string | undefined;
  readonly laws: readonly Law[];
  readonly runs: number;
  readonly seed: number;
  readonly timeout: number;
  readonly strict: boolean;
  readonly events: readonly EventFile[];
  readonly kinds: KindsByName;
  /** The functions to check; without any, all. */
  readonly names: readonly string[];
  /** The type of these functions in a grouped module; without names, of those to check. */
  readonly type: string | undefined;
  /** Whether functions that write are called. Default: those that are named. */
  readonly imports: boolean | undefined;
  /** Whether functions may open connections and start processes. */
  readonly network: boolean;
  /** Whether functions are held to what other hosts demand. */
  readonly portable: boolean;
  readonly from: number;
  /** The calls to repeat, and nothing else. */
  readonly repeated?: readonly RepeatedCall[] | undefined;
}

async function checkModule({ module: path, connector, laws, ...task }: Task): Promise<void> {
  let blocked = 0;
  if (!task.network)
    blockNetwork({
      reason: 'check opens no connections, expected --network to allow them',
      onBlocked: (request) => {
        blocked += 1;
        send({ type: 'blocked', request });
      },
    });
  const loaded = await loadInWorker(() => loadModule(path, connector));
  const module = requireModule(loaded, path);
  assignKinds(module, path, task.kinds);
  demandEvents(module, task.events);
  const selected = new Set(laws);
  const functions = chooseFunctions(sortAsInFile([...listFunctions(module)], path), task, path);
  const callsWriting = task.imports ?? task.names.length > 0;
  const isCalled = ({ kind }: FunctionEntry) => callsWriting || !isWriting(kind);
  const countBlocked = () => blocked;
  if (task.repeated) return repeatCalls(createRunner(module, task.timeout, countBlocked), functions, task.repeated);
  const before = (index: number, options: unknown) => send({ type: 'calling', index, options });
  const settings = { ...task, laws: selected, moment: SETTLE_MS, before, functions, isCalled, countBlocked };
  for await (const event of check(module, settings)) {
    if ('report' in event) {
      await send({ type: 'report', ...event });
      continue;
    }
    const found = inspectConfig(loaded.config ?? {}).filter(({ law }) => selected.has(law));
    await send({ type: 'loaded', host: loaded.host, module: [...found, ...event.module], places: event.places });
  }
  await send({ type: 'done' });
}

/** Chooses the functions that are named, else those of the type, else all; in the order of the file. */
function chooseFunctions(
  all: readonly FunctionEntry[],
  { names, type }: Pick<Task, 'names' | 'type'>,
  path: string,
): readonly FunctionEntry[] {
  if (names.length > 0) {
    const named = new Set(names.map((name) => demandFunction(all, name, type, path)));
    return all.filter((fn) => named.has(fn));
  }
  if (type === undefined) return all;
  const typed = all.filter((fn) => fn.type === type);
  if (typed.length > 0) return typed;
  const types = [...new Set(all.map((fn) => fn.type).filter((one) => one !== undefined))];
  const found = types.join(', ') || 'a flat module, which has no types';
  throw new CliError('no_function', `${path}: --type: found ${found}; expected "${type}"${suggest(type, types)}`, 2);
}

/** Repeats calls, each of them the first one of its function in this process. */
async function repeatCalls(
  { call }: Runner,
  functions: readonly FunctionEntry[],
  repeated: readonly RepeatedCall[],
): Promise<void> {
  for (const { index, options } of repeated) {
    await send({ type: 'calling', index, options });
    const generated = { options: options as Generated['options'], resemblesExamples: true };
    const trial = await call(functions[index] as FunctionEntry, generated);
    await send({ type: 'repeated', index, answer: toAnswer(trial) });
  }
}

const send = (event: CheckWorkerEvent) => sendEvent(event);

/** @throws CliError for an event of no function of the module, or with options that break the contract */
function demandEvents(module: object, events: readonly EventFile[]): void {
  const all = [...listFunctions(module)];
  const meant = events.flatMap((event) => {
    const fn = all.find(({ type, name }) => type === event.type && name === event.function);
    return fn ? [{ event, fn }] : [];
  });
  if (events.length > 0 && meant.length === 0) {
    const names = all.map(({ name }) => name).join(', ');
    throw new CliError('invalid_event', `${events[0]?.file}: expected the function to be one of ${names}`, 2);
  }
  for (const { event, fn } of meant) {
    const [violation] = fn.kind ? checkOptions(fn.kind, event) : [];
    if (violation) throw new CliError('invalid_event', `${event.file}: ${violation}`, 2);
  }
}

serveCommands<CheckCommand>({
  // Modules leave timers and pools open: the process ends itself.
  check: ({ task }) =>
    checkModule(task)
      .catch(sendFailure)
      .then(flushOutput)
      .then(() => process.exit()),
});
