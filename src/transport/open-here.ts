import { openInProcess } from './in-process.ts';
import { listNames, listPlaced, loadModule, type ModuleSummary, sortAsInFile } from './load-module.ts';
import type { SandboxSettings } from './sandbox-settings.ts';
import type { Transport } from './transport.ts';

/**
 * Loads a module into this process, and calls its functions here.
 * @throws TransportError where the module can't be loaded
 */
export async function openHere(settings: SandboxSettings): Promise<Transport & ModuleSummary> {
  const { path, connector, hostsAll, enforces, records, locates, onLine, onConsole } = settings;
  const capture = records ? (await import('../recording/capture-http.ts')).openHttpCapture() : undefined;
  const loaded = await loadModule(path, connector, hostsAll).catch((thrown) => {
    capture?.close();
    throw thrown;
  });
  const list = locates ? listPlaced : listNames;
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
