import { dirname, resolve } from 'node:path';
import { describeReadFailure } from '../../shared/describe-read-failure.ts';
import { importFile } from '../../transport/load-module.ts';
import { parseFile, type TextPosition } from './document.ts';
import { FlowError } from './error.ts';
import type { FlowFolder } from './flow-folder.ts';
import { listProblems } from './problems.ts';
import { type Flow, flowSchema } from './schema.ts';

/** A flow that was read from a file or a folder. */
export interface LoadedFlow {
  /** The flow with absolute paths, and with its environment variables unresolved. */
  readonly flow: Flow | FlowFolder;
  /** The absolute path of the file or folder. */
  readonly path: string;
  /** The folder that its paths are relative to. */
  readonly base: string;
  /** Adds the positions in the files to an error that names parts of the flow. */
  readonly locate: (error: FlowError) => Promise<FlowError>;
}

/**
 * Reads a flow in the short form, a module in this process.
 * @throws FlowError with all problems: path, line and column, what was found and what was expected
 */
export async function readFlowFile(file: string): Promise<LoadedFlow> {
  const path = resolve(file);
  const { written, findPlace } = await read(path, file);
  const checked = flowSchema.safeParse(spellGeneration(written));
  if (!checked.success) throw new FlowError(listProblems(checked.error.issues, written, findPlace, flowSchema), file);
  const base = dirname(path);
  const flow = withAbsolutePaths(checked.data, base);
  if (flow.import.file !== undefined && flow.import.file === flow.export.file) {
    const place = findPlace(['import', 'file']);
    const message = 'found the file of the export, expected another one';
    throw new FlowError({ path: 'import.file', message, ...place }, file);
  }
  const locate = async ({ problems }: FlowError) =>
    new FlowError(
      problems.map((problem) => ({ ...problem, ...findPlace(splitPath(problem.path)) })),
      file,
    );
  return { flow, path, base, locate };
}

/** Whether a flow is the default export of a module. */
export function isFlowModule(path: string): boolean {
  return /\.[cm]?[jt]s$/.test(path);
}

/** Splits a path as messages have it: `import.mapping.fields[0].extract`. */
export function splitPath(path: string): string[] {
  return path.split(/[.[\]]+/).filter(Boolean);
}

/** YAML reads `generation: 1.0` as a number. */
function spellGeneration(written: unknown): unknown {
  const { extension } = Object(written);
  const { generation } = Object(extension);
  if (typeof generation !== 'number') return written;
  return { ...Object(written), extension: { ...extension, generation: generation.toFixed(1) } };
}

interface Written {
  readonly written: unknown;
  readonly findPlace: (path: readonly PropertyKey[]) => TextPosition | undefined;
}

async function read(path: string, file: string): Promise<Written> {
  try {
    if (!isFlowModule(path)) return await parseFile(path, file);
    const { default: written } = await importFile(file);
    return { written, findPlace: () => undefined };
  } catch (thrown) {
    if (thrown instanceof FlowError) throw thrown;
    throw new FlowError({ path: '', message: describeReadFailure(thrown).replace(`${file}: `, '') }, file);
  }
}

function withAbsolutePaths(flow: Flow, base: string): Flow {
  const { extension, export: source, import: destination } = flow;
  const { mapping } = destination;
  return {
    ...flow,
    extension: { ...extension, ...absolute(extension, 'module', base) },
    export: { ...source, ...absolute(source, 'file', base) },
    import: {
      ...destination,
      ...absolute(destination, 'file', base),
      ...(mapping && { mapping: { ...mapping, ...absolute(mapping, 'function', base) } }),
    },
  };
}

function absolute<K extends string>(from: { readonly [k in K]?: string | undefined }, key: K, base: string) {
  const path = from[key];
  return path === undefined ? {} : { [key]: resolve(base, path) };
}
