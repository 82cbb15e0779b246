import { resolve } from 'node:path';
import { listReadFiles } from '../../../simulator/flow/demand-files.ts';
import { toFlowFolder } from '../../../simulator/flow/translate.ts';
import { loadFlow } from '../../../simulator/index.ts';
import type { CommandIo } from '../../command.ts';
import { chooseIsolation } from '../../isolation.ts';
import { findSources, type Sources } from './sources.ts';

/** Finds the files of a flow that are watched. */
export class WatchedFiles {
  readonly #path: string;
  readonly #module: unknown;
  readonly #io: CommandIo;
  #loading = new AbortController();

  /** @param module the module in the place of the flow's own, if there is one */
  constructor(path: string, module: unknown, io: CommandIo) {
    this.#path = path;
    this.#module = module;
    this.#io = io;
  }

  /** Finds the files; undefined, with the reason on stderr, while the flow cannot be run, and after `giveUp`. */
  async find(): Promise<Sources | undefined> {
    this.#loading = new AbortController();
    const { signal } = this.#loading;
    try {
      const { flow } = await loadFlow(this.#path, { isolation: chooseIsolation(), signal });
      const files = listReadFiles(toFlowFolder(flow));
      const modules =
        this.#module === undefined ? files.filter(isModule).map(({ file }) => file) : [resolve(String(this.#module))];
      const [first, ...more] = modules;
      const others = files.filter((one) => !isModule(one)).map(({ file }) => file);
      // Only one module can be built anew for a run.
      const sources = first === undefined || more.length > 0 ? { files: modules } : await findSources(first);
      return { ...sources, files: [...sources.files, ...others] };
    } catch (thrown) {
      const { name, message } = thrown as Error;
      if (!signal.aborted) this.#io.err(`${name === 'FlowError' ? 'invalid_flow' : 'module_failed'}  ${message}`);
      return undefined;
    }
  }

  /** Waits no longer for a flow that is a module: it may take long, or for ever. */
  giveUp(): void {
    this.#loading.abort();
  }
}

function isModule({ setting }: { readonly setting: string }): boolean {
  return setting.endsWith('.module');
}
