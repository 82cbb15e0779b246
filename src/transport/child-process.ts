import type { ModuleSummary } from './load-module.ts';
import { Sandbox } from './sandbox.ts';
import type { SandboxSettings } from './sandbox-settings.ts';
import type { Call, CallResult, Transport } from './transport.ts';

/** The module that is called in processes of its own, and how many calls each process takes. */
export interface ChildProcessSettings extends SandboxSettings {
  /** Calls after which a new process takes over. Default: none. */
  readonly every?: number | undefined;
  /** Ends the loading of the module. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Calls the functions of a module in another process. A new process takes over after some calls, and where a function
 * has ended or blocked the process; the old one answers the calls in flight first.
 * @throws TransportError where the module can't be loaded
 */
export async function openChildProcess(settings: ChildProcessSettings): Promise<Transport & ModuleSummary> {
  const { every, signal } = settings;
  const sandboxes = new Set<Sandbox>();
  const start = () => {
    const sandbox = new Sandbox(settings);
    sandboxes.add(sandbox);
    return sandbox;
  };
  const close = async () => {
    await Promise.all(Array.from(sandboxes, (sandbox) => sandbox.close()));
  };
  let current = start();
  signal?.addEventListener('abort', close);
  try {
    const { host, functions } = await current.loaded;
    const call = (sent: Call): Promise<CallResult> => {
      if (current.calls === every || current.ending) {
        current.retire();
        current = start();
      }
      return current.call(sent);
    };
    return { host, functions, call, close };
  } catch (thrown) {
    await close();
    throw thrown;
  } finally {
    signal?.removeEventListener('abort', close);
  }
}
