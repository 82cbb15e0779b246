/* The process that loads a module for `list`: it may write to stdout, wait for ever, or end the process. */
import { listFunctions } from '../../../core/inventory.ts';
import { loadModule } from '../../../transport/load-module.ts';
import { loadInWorker, sendEvent, serveCommands } from '../../../transport/serve-commands.ts';
import { sortAsInFile } from '../../../transport/sort-as-in-file.ts';
import { requireModule } from '../../module.ts';
import { detectStyle, isClass, type Style } from './style.ts';
import { listUnreachable, type Unreachable } from './unreachable.ts';

/** The command of this worker. */
export interface ListCommand {
  readonly type: 'list';
  readonly path: string;
  readonly connector: string | undefined;
}

/** A function that a call can reach. */
export interface ListedFunction {
  readonly type?: string | undefined;
  readonly name: string;
  readonly kind?: string | undefined;
  readonly style: Style;
}

/** The answer of this worker. */
export interface ListedModule {
  readonly functions: readonly ListedFunction[];
  readonly unreachable: readonly Unreachable[];
}

serveCommands<ListCommand>({
  list: async ({ path, connector }) => {
    const module = requireModule(await loadInWorker(() => loadModule(path, connector)), path);
    const functions = sortAsInFile([...listFunctions(module)], path)
      .filter(({ fn }) => !isClass(fn))
      .map(({ type, name, kind, fn }) => ({ type, name, kind, style: detectStyle(fn) }));
    await sendEvent<ListedModule>({ functions, unreachable: listUnreachable(module) });
  },
});
