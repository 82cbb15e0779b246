import { resolve } from 'node:path';
import { INTERRUPTED } from '../../transport/interruptible.ts';
import type { FunctionName } from '../../transport/load-module.ts';
import { FlowError } from '../flow/error.ts';
import type { FlowFolder } from '../flow/flow-folder.ts';
import { demandFunction, type NamedFunction } from '../flow/match-module.ts';
import { openRecordModule } from '../modules/open-record-module.ts';
import type { RecordModule } from '../modules/record-module.ts';
import { openRecordWriter, type RecordWriter } from '../records/writer.ts';
import type { ScriptDocument, ScriptHost } from '../scripts/script-host.ts';
import { listPlannedSteps } from './list-planned-steps.ts';
import { connect, type Environment } from './open.ts';
import type { Plan, PlannedImport, PlannedOperation } from './plan.ts';
import type { OpenStack } from './run.ts';

/** Where a run finds what it opens. */
export interface ToolSettings extends Omit<Environment, 'token'> {
  /** The system tokens of server stacks, by their id. */
  readonly tokens: ReadonlyMap<string, string>;
}

/** Everything that a run opens: stacks, scripts, modules and files. */
export interface OpenTools {
  readonly stacks: ReadonlyMap<string, OpenStack>;
  readonly scripts: ScriptHost | undefined;
  readonly openModule: (path: string) => PlannedOperation<unknown>['apply'];
  /** Refuses functions that the module of their stack lacks, where its functions are known. */
  readonly checkFunctions: (functions: readonly NamedFunction[]) => void;
  /** @throws FlowError for a file that can't be written */
  readonly openWriters: (plan: Plan) => Promise<ReadonlyMap<PlannedImport, RecordWriter>>;
  /** Closes everything, and drops files that were not finished. */
  readonly close: () => Promise<void>;
}

/** A stack with the names of its functions, where they are known. */
type StackOfRun = OpenStack & { readonly functions: readonly FunctionName[] | undefined };

/**
 * Opens the stacks, scripts and modules of a flow.
 * @throws TransportError for a stack whose module can't be loaded
 * @throws FlowError for a module of records that can't be
 */
export async function openTools(folder: FlowFolder, settings: ToolSettings): Promise<OpenTools> {
  const stacks = new Map<string, StackOfRun>();
  const modules = new Map<string, RecordModule>();
  const writers: RecordWriter[] = [];
  let scripts: ScriptHost | undefined;
  const close = async () => {
    for (const writer of writers) await writer.discard();
    for (const { transport } of stacks.values()) await transport.close();
    for (const module of modules.values()) await module.close();
    await scripts?.close();
  };
  try {
    for (const [id, stack] of Object.entries(folder.simulation.stacks)) {
      const around = { ...settings, token: settings.tokens.get(id) };
      const { transport, host, functions } = await connect(stack, folder.simulation.faults, around);
      stacks.set(id, { transport, host, settings: stack, functions });
    }
    for (const { path, setting } of listModules(folder, settings.base)) {
      const { isolation, onLog, signal } = settings;
      const around = { isApart: isolation === 'process', output: onLog, signal, timeout: longestTimeout(folder) };
      modules.set(path, await blaming(setting, () => openRecordModule(path, around)));
    }
    scripts = await openScripts(folder, settings);
  } catch (thrown) {
    await close();
    throw thrown;
  }
  return {
    stacks,
    scripts,
    openModule: (path) => (modules.get(path) as RecordModule).apply,
    checkFunctions: (functions) => {
      for (const named of functions) {
        const { functions: known, settings: stack } = stacks.get(named.stack) as StackOfRun;
        if (known) demandFunction(named, known, stack.generation);
      }
    },
    openWriters: async (plan) => {
      const opened = new Map<PlannedImport, RecordWriter>();
      // Several steps may use one import: its file has the records of all of them.
      const byFile = new Map<string, RecordWriter>();
      const open = async ({ format, setting }: Writing['output'], path: string) => {
        const writer = await blaming(setting, () => openRecordWriter(path, format));
        byFile.set(path, writer);
        writers.push(writer);
        return writer;
      };
      for (const step of listOutputs(plan)) {
        const path = resolve(settings.base, step.output.file);
        opened.set(step, byFile.get(path) ?? (await open(step.output, path)));
      }
      return opened;
    },
    close,
  };
}

type Writing = PlannedImport & { readonly output: NonNullable<PlannedImport['output']> };

function listOutputs(plan: Plan): Writing[] {
  return listPlannedSteps(plan).filter((step): step is Writing => step.kind === 'import' && step.output !== undefined);
}

function listModules({ simulation, isShort }: FlowFolder, base: string) {
  const isModule = (file: string | undefined): file is string => file !== undefined && /\.[cm]?[jt]s$/.test(file);
  const all = [
    ...Object.entries(simulation.imports).flatMap(([id, { map, respond }]) => [
      { setting: isShort ? 'import.mapping.function' : `imports.${id}.map`, file: map },
      { setting: `imports.${id}.respond`, file: isModule(respond) ? respond : undefined },
    ]),
    ...Object.entries(simulation.exports).map(([id, { respond }]) => ({
      setting: `exports.${id}.respond`,
      file: respond,
    })),
  ];
  return all.flatMap(({ setting, file }) => (file === undefined ? [] : [{ setting, path: resolve(base, file) }]));
}

/** The milliseconds of the stack whose calls have the most; undefined without stacks. */
function longestTimeout({ simulation }: FlowFolder): number | undefined {
  const timeouts = Object.values(simulation.stacks).map(({ timeout }) => timeout);
  return timeouts.length > 0 ? Math.max(...timeouts) : undefined;
}

async function openScripts(folder: FlowFolder, { onLog, signal }: ToolSettings): Promise<ScriptHost | undefined> {
  const { scripts, exports, imports, connections, flow, integration, simulation, writtenAt } = folder;
  const documents = Object.entries(scripts).map(([id, { name, content, debugUntil }]): ScriptDocument => {
    const file = writtenAt('scripts', id).document.replace(/\.json$/, '.js');
    return { _id: id, content: content ?? '', file, ...(name && { name }), ...(debugUntil && { debugUntil }) };
  });
  if (documents.length === 0) return undefined;
  const one = (document: { readonly _id?: string | null | undefined } | undefined) =>
    document?._id ? { [document._id]: document } : {};
  const { openScriptHost } = await import('../scripts/script-host.ts');
  return openScriptHost({
    scripts: documents,
    api: {
      documents: { exports, imports, connections, flows: one(flow), integrations: one(integration) },
      answers: simulation.scripts.api,
      isStandalone: !flow._integrationId,
    },
    ...(onLog && { onConsole: (line: string) => onLog(line) }),
    // A run that is interrupted before it begins calls nothing.
    ...(signal && !signal.aborted && { signal }),
  });
}

/** Has a part of the flow named as the one at fault. */
async function blaming<T>(path: string, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (thrown) {
    if (Object(thrown).code === INTERRUPTED) throw thrown;
    throw new FlowError({ path, message: (thrown as Error).message });
  }
}
