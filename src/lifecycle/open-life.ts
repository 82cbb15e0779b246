import { randomUUID } from 'node:crypto';
import type { ExtensionConfig } from '../core/config.ts';
import type { FakeDocuments } from '../fake-platform/account.ts';
import type { FakePlatform } from '../fake-platform/index.ts';
import { connect, type Endpoint, type Isolation } from '../simulator/engine/open.ts';
import { AccountWatch } from './account-watch.ts';
import type { AppFile } from './app-file.ts';
import { AppFileError } from './app-file-error.ts';
import { demandFunctions } from './demand-functions.ts';
import type { FindAppPlace, LifeParts } from './life.ts';
import type { LifeSecrets } from './life-secrets.ts';

/** Where a life finds its functions, and where their lines go. */
export interface LifeEnvironment {
  /** The folder that the module's path is relative to. */
  readonly base: string;
  readonly isolation?: Isolation | undefined;
  readonly extension?: ExtensionConfig | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly findPlace?: FindAppPlace | undefined;
  readonly onLine: (line: string) => void;
}

/** A life that can begin. */
export interface OpenLife {
  readonly parts: LifeParts;
  readonly close: () => Promise<void>;
}

/** The environment variable by which functions on this machine find the fake platform. */
const VARIABLE = 'INTEGRATOR_IO_API';

/**
 * Starts the account of a life, and loads the module of its functions.
 * @throws AppFileError for an app without a module, and for functions that the module lacks
 * @throws TransportError for a module that can't be loaded
 */
export async function openLife(
  { app, faults }: AppFile,
  secrets: LifeSecrets,
  around: LifeEnvironment,
): Promise<OpenLife> {
  const { module, generation, _connectorId, timeout, maxResponseSize } = app;
  if (module === undefined && !around.extension) {
    throw new AppFileError({ path: 'app.module', message: 'found nothing, expected the path of the module' });
  }
  const { startPlatform } = await import('../fake-platform/server.ts');
  let platform: FakePlatform | undefined;
  const watch = new AccountWatch(() => platform as FakePlatform, faults);
  platform = await startPlatform({ tokens: [], documents: app.account as FakeDocuments }, watch);
  const release = setVariable(platform.url);
  let endpoint: Endpoint | undefined;
  const close = async () => {
    await endpoint?.transport.close();
    release();
    await platform.close();
  };
  try {
    const stack = { module, generation, connector: _connectorId, timeout, maxResponseSize };
    const { onLine: onLog, findPlace: _, ...rest } = around;
    endpoint = await connect(stack, { slow: faults.slow }, { ...rest, onLog, locates: true });
    if (endpoint.functions) demandFunctions({ app, faults }, endpoint.functions);
  } catch (thrown) {
    await close();
    throw thrown;
  }
  // The prefix of all tokens of a life: searching for it finds each of them.
  const prefix = randomUUID();
  let tokens = 0;
  const issueToken = () => {
    tokens += 1;
    return platform.issueToken(`${prefix}-${tokens}`);
  };
  const { transport, host } = endpoint;
  const { signal, findPlace } = around;
  const all = [prefix, ...secrets.texts];
  const functions = endpoint.functions ?? [];
  const parts = { app, faults, platform, watch, transport, host, functions, secrets: all, issueToken, signal };
  return { parts: { ...parts, resolve: secrets.resolve, findPlace }, close };
}

function setVariable(url: string): () => void {
  const before = process.env[VARIABLE];
  process.env[VARIABLE] = url;
  return () => {
    if (before === undefined) delete process.env[VARIABLE];
    else process.env[VARIABLE] = before;
  };
}
