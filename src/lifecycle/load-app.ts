import { basename, dirname, resolve } from 'node:path';
import { describeReadFailure } from '../shared/describe-read-failure.ts';
import { parseFile } from '../simulator/flow/document.ts';
import { FlowError } from '../simulator/flow/error.ts';
import { listProblems } from '../simulator/flow/problems.ts';
import { splitPath } from '../simulator/flow/read-flow-file.ts';
import { type AppFile, appFileSchema } from './app-file.ts';
import { AppFileError } from './app-file-error.ts';
import type { FindAppPlace } from './life.ts';

/** An app file that was read. */
export interface LoadedApp {
  readonly file: AppFile;
  /** The absolute path of the file. */
  readonly path: string;
  /** The folder that its paths are relative to. */
  readonly base: string;
  /** Adds the positions in the file to an error that names parts of it. */
  readonly locate: (error: FlowError) => AppFileError;
  /** Finds the place of a path: `app.yaml:6:15`. */
  readonly findPlace: FindAppPlace;
}

/** What the caller has changed in an app file. */
export interface AppChanges {
  /** The path of another module, relative to the current folder. */
  readonly module?: string;
  /** Faults beside those of the file. */
  readonly faults?: Readonly<Record<string, unknown>>;
}

/**
 * Reads an app file of YAML or JSON.
 * @throws AppFileError with all problems: path, line and column, what was found and what was expected
 */
export async function loadApp(file: string, changes: AppChanges = {}): Promise<LoadedApp> {
  const path = resolve(file);
  const { written, findPlace } = await read(path, file);
  const checked = appFileSchema.safeParse(applyChanges(written, changes));
  if (!checked.success)
    throw new AppFileError(listProblems(checked.error.issues, written, findPlace, appFileSchema), file);
  const locate = ({ problems }: FlowError) =>
    new AppFileError(
      problems.map((problem) => ({ ...problem, ...findPlace(splitPath(problem.path)) })),
      file,
    );
  const findNamed = (keys: readonly PropertyKey[]) => {
    const { line, column } = findPlace(keys);
    return `${basename(path)}:${line}:${column}`;
  };
  return { file: checked.data, path, base: dirname(path), locate, findPlace: findNamed };
}

async function read(path: string, file: string) {
  try {
    return await parseFile(path, file);
  } catch (thrown) {
    // Its message names the file already where it has positions.
    if (thrown instanceof FlowError) throw new AppFileError(thrown.problems, file);
    throw new AppFileError({ path: '', message: describeReadFailure(thrown) }, file);
  }
}

/** Applies what the caller has changed, and spells `generation: 1.0`, which YAML reads as a number. */
export function applyChanges(written: unknown, { module, faults }: AppChanges): unknown {
  const { app, ...rest } = Object(written);
  if (Object(app) !== app) return written;
  const { generation } = app;
  return {
    ...rest,
    app: {
      ...app,
      ...(typeof generation === 'number' && { generation: generation.toFixed(1) }),
      ...(module !== undefined && { module: resolve(module) }),
    },
    ...(faults && { faults: { ...Object(rest.faults), ...faults } }),
  };
}
