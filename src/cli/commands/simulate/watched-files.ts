import { resolve } from 'node:path';
import { isFlowModule } from '../../../simulator/flow/read-flow-file.ts';
import { CliError, formatCliError } from '../../cli-error.ts';
import type { CommandIo } from '../../command.ts';
import { listImports } from './list-imports.ts';
import { findSources, type Sources } from './sources.ts';

/** The codes of the errors that lie in the file itself, by the names of their classes. */
const INVALID: Readonly<Record<string, string>> = { FlowError: 'invalid_flow', AppFileError: 'invalid_app' };

/** The files that a run reads. */
export interface ReadFiles {
  readonly modules: readonly string[];
  readonly others: readonly string[];
}

/** Lists the files that the file of a flow or an app names. @throws Error for an invalid one */
export type ListFiles = (signal: AbortSignal) => Promise<ReadFiles>;

/** The files to watch, and the module to run, unless there can be no run. */
export interface FoundFiles {
  readonly files: readonly string[];
  readonly sources?: Sources;
}

/** Finds the files of a flow or an app that are watched. */
export class WatchedFiles {
  readonly #path: string;
  readonly #listFiles: ListFiles;
  readonly #module: unknown;
  readonly #io: CommandIo;
  #loading = new AbortController();

  /**
   * @param path the flow or the app
   * @param module the module in the place of the file's own, if there is one
   */
  constructor(path: string, listFiles: ListFiles, module: unknown, io: CommandIo) {
    this.#path = path;
    this.#listFiles = listFiles;
    this.#module = module;
    this.#io = io;
  }

  /** Finds the files; those that are known, with the reason on stderr, while there can be no run. */
  async find(): Promise<FoundFiles> {
    this.#loading = new AbortController();
    const { signal } = this.#loading;
    const own = isFlowModule(this.#path) ? await listImports([this.#path]) : [];
    let modules: readonly string[] = this.#module === undefined ? [] : [resolve(String(this.#module))];
    let others: readonly string[] = [];
    try {
      const read = await this.#listFiles(signal);
      others = [...read.others, ...(await listImports(read.others.filter(isFlowModule)))];
      if (this.#module === undefined) modules = read.modules;
      const [first, ...more] = modules;
      // Only one module can be built anew for a run.
      const isBuilt = first !== undefined && more.length === 0;
      const sources = isBuilt ? await findSources(first) : { files: await listImports(modules) };
      return { files: [...own, ...sources.files, ...others], sources };
    } catch (thrown) {
      if (!signal.aborted) this.#io.err(formatFailure(thrown));
      return { files: [...own, ...(await listImports(modules)), ...others] };
    }
  }

  /** Waits no longer for a flow that is a module: it may take long, or for ever. */
  giveUp(): void {
    this.#loading.abort();
  }
}

function formatFailure(thrown: unknown): string {
  if (thrown instanceof CliError) return formatCliError(thrown);
  const { name, message } = thrown as Error;
  return `${INVALID[name] ?? 'module_failed'}  ${message}`;
}
