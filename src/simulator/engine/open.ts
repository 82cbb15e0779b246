import { resolve } from 'node:path';
import type { ExtensionConfig } from '../../core/config.ts';
import { findHostedModule, type HostedModule } from '../../core/hosted-module.ts';
import { openChildProcess } from '../../transport/child-process.ts';
import { withDelay } from '../../transport/delayed.ts';
import { openHttp } from '../../transport/http.ts';
import { openInProcess } from '../../transport/in-process.ts';
import { withInterrupt } from '../../transport/interruptible.ts';
import { openLambda } from '../../transport/lambda.ts';
import { type FunctionName, listNames } from '../../transport/load-module.ts';
import { openHere } from '../../transport/open-here.ts';
import type { Transport } from '../../transport/transport.ts';
import type { Faults } from '../flow/schema.ts';
import type { StackEndpoint } from '../flow/simulation-schema.ts';

/** The parts of a run that depend on where it runs. */
export interface Environment {
  /** The folder that paths are relative to. */
  readonly base: string;
  /** The system token of a server stack. */
  readonly token?: string | undefined;
  /** Gets each line that functions log. */
  readonly onLog?: ((line: string) => void) | undefined;
  /** Whether functions run in this process or in one of their own. Default: none. */
  readonly isolation?: Isolation | undefined;
  /** The functions, in the place of the flow's own module. */
  readonly extension?: ExtensionConfig | undefined;
  /** Whether the places are looked for where the functions of a process of their own are written. */
  readonly locates?: boolean | undefined;
  /** Ends the run, and calls in flight a second later. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Where the functions of a module run: `process`, in a process of their own, which they may block, end or fill; `none`,
 * in this one.
 */
export type Isolation = 'process' | 'none';

/** A connection to the functions of a stack, with the functions of a module on this machine where they are known. */
export interface Endpoint {
  readonly transport: Transport;
  readonly host: HostedModule['host'];
  readonly functions?: readonly FunctionName[] | undefined;
}

/**
 * Connects to the functions of a stack.
 * @throws TransportError if that fails
 */
export async function connect(stack: StackEndpoint, faults: Faults, around: Environment): Promise<Endpoint> {
  const { slow } = faults;
  const { signal } = around;
  const { transport, ...module } = await connectDirectly(stack, faults, around);
  const delayed = slow ? withDelay(transport, slow) : transport;
  return { transport: signal ? withInterrupt(delayed, signal) : delayed, ...module };
}

async function connectDirectly(stack: StackEndpoint, faults: Faults, around: Environment): Promise<Endpoint> {
  const { base, token = '', onLog, isolation = 'none', signal } = around;
  const { module, lambda, server, connector } = stack;
  if (around.extension) return openGiven(around.extension, connector, around);
  const host = connector === undefined ? ({ diy: true } as const) : { _connectorId: connector };
  if (lambda) {
    const { function: functionName, ...place } = lambda;
    return { transport: await openLambda({ functionName, ...place }), host };
  }
  if (server) return { transport: openHttp(server.url, token), host };
  const path = resolve(base, String(module));
  const settings = {
    path,
    connector,
    onLine: onLog && ((line: object) => onLog(JSON.stringify(line))),
    onConsole: onLog,
  };
  const { coldEvery: every } = faults;
  const isApart = isolation === 'process' || every !== undefined;
  const { locates } = around;
  const opened = isApart
    ? openChildProcess({ ...settings, locates, every, output: onLog, signal })
    : openHere(settings);
  const { host: hosted, functions, ...transport } = await opened;
  return { transport, host: hosted, functions };
}

/** Calls the functions of a configuration in this process. */
function openGiven(config: ExtensionConfig, connector: string | undefined, { onLog }: Environment): Endpoint {
  const { module, host } = findHostedModule(config, connector);
  const onLine = onLog && ((line: object) => onLog(JSON.stringify(line)));
  const settings = onLog && { onLine, onConsole: onLog };
  const transport = openInProcess({ config, module, host, handler: undefined }, settings as object | undefined);
  return { transport, host, functions: listNames(module) };
}
