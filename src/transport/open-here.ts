import { openInProcess } from './in-process.ts';
import { listNames, loadModule, type ModuleSummary, sortAsInFile } from './load-module.ts';
import type { SandboxSettings } from './sandbox-settings.ts';
import type { Transport } from './transport.ts';

/**
 * Loads a module into this process, and calls its functions here.
 * @throws TransportError where the module can't be loaded
 */
export async function openHere(settings: SandboxSettings): Promise<Transport & ModuleSummary> {
  const { path, connector, enforces, onLine, onConsole } = settings;
  const loaded = await loadModule(path, connector);
  const transport = openInProcess(loaded, {
    ...(enforces && { contracts: (await import('../contracts/enforce.ts')).enforce }),
    ...(onLine && { onLine }),
    ...(onConsole && { onConsole }),
  });
  return { ...transport, host: loaded.host, functions: loaded.module && sortAsInFile(listNames(loaded.module), path) };
}
