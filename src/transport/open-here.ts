import { openInProcess } from './in-process.ts';
import { type FunctionName, listNames, loadModule, type ModuleSummary } from './load-module.ts';
import type { SandboxSettings } from './sandbox-settings.ts';
import { sortAsInFile } from './sort-as-in-file.ts';
import type { Transport } from './transport.ts';

/** The module that this process loads, and how its functions are listed. */
interface HereSettings extends SandboxSettings {
  /** Default: by their names alone. */
  readonly list?: ((module: object) => readonly FunctionName[] | Promise<readonly FunctionName[]>) | undefined;
}

/**
 * Loads a module into this process, and calls its functions here.
 * @throws TransportError where the module can't be loaded
 */
export async function openHere(settings: HereSettings): Promise<Transport & ModuleSummary> {
  const { path, connector, hostsAll, enforces, records, list = listNames, onLine, onConsole } = settings;
  const capture = records ? (await import('../recording/capture-http.ts')).openHttpCapture() : undefined;
  const loaded = await loadModule(path, connector, hostsAll).catch((thrown) => {
    capture?.close();
    throw thrown;
  });
  const { call, close } = openInProcess(loaded, {
    ...(enforces && { contracts: (await import('../contracts/enforce.ts')).enforce }),
    ...(onLine && { onLine }),
    ...(onConsole && { onConsole }),
  });
  return {
    call,
    close: async () => {
      await close();
      capture?.close();
    },
    host: loaded.host,
    functions: loaded.module && sortAsInFile(await list(loaded.module), path),
  };
}
