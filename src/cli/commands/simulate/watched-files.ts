import { resolve } from 'node:path';
import type { CommandIo } from '../../command.ts';
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

/** Finds the files of a flow or an app that are watched. */
export class WatchedFiles {
  readonly #listFiles: ListFiles;
  readonly #module: unknown;
  readonly #io: CommandIo;
  #loading = new AbortController();

  /** @param module the module in the place of the file's own, if there is one */
  constructor(listFiles: ListFiles, module: unknown, io: CommandIo) {
    this.#listFiles = listFiles;
    this.#module = module;
    this.#io = io;
  }

  /** Finds the files; undefined, with the reason on stderr, while there can be no run, and after `giveUp`. */
  async find(): Promise<Sources | undefined> {
    this.#loading = new AbortController();
    const { signal } = this.#loading;
    try {
      const { modules: named, others } = await this.#listFiles(signal);
      const modules = this.#module === undefined ? named : [resolve(String(this.#module))];
      const [first, ...more] = modules;
      // Only one module can be built anew for a run.
      const sources = first === undefined || more.length > 0 ? { files: modules } : await findSources(first);
      return { ...sources, files: [...sources.files, ...others] };
    } catch (thrown) {
      const { name, message } = thrown as Error;
      if (!signal.aborted) this.#io.err(`${INVALID[name] ?? 'module_failed'}  ${message}`);
      return undefined;
    }
  }

  /** Waits no longer for a flow that is a module: it may take long, or for ever. */
  giveUp(): void {
    this.#loading.abort();
  }
}
