import {
  createHandler,
  type ExtensionConfig,
  ExtensionError,
  type Handler,
  type HandlerConfig,
  type LogLine,
} from 'integrator-extension-lambda';
import { type Contract, contracts, enforce, isKind } from 'integrator-extension-lambda/contracts';
import type { RunReport, Simulation } from 'integrator-extension-lambda/simulator';
import { listPages, sampleOptions } from '../contracts/render/sample-pages.ts';
import { findFunctionAt, findHostedModule, isConfig } from '../core/hosted-module.ts';
import { type Level, mapLevels } from '../core/logger.ts';
import type { FakePlatform } from '../fake-platform/index.ts';
import { createLambdaContext } from '../lambda/exchange.ts';
import type { Refusal } from '../shared/errors.ts';
import { callHandler } from '../transport/call-handler.ts';
import { addressTo } from '../transport/transport.ts';
import { createFakeClock } from './clock.ts';
import { FailedCall } from './failed-call.ts';
import type { ReplaySettings } from './replay-file.ts';
import type { NameIn, OptionsAt, ResponseAt } from './types.ts';

/** A log line with its level. */
export interface LoggedLine extends LogLine {
  /** The level of the line. */
  readonly level: Level;
}

/** The settings of all calls of a harness. */
export interface HarnessSettings {
  /** The `_connectorId` of one of several connectors. */
  readonly connector?: string;
  /** Milliseconds of each call, on the harness's own clock. Default: 300,000. */
  readonly timeout?: number;
  /**
   * A fake of integrator.io's API: each call has a token of it, which ends with the call. Its address is in the
   * environment variable INTEGRATOR_IO_API from now on.
   */
  readonly platform?: FakePlatform;
}

/** The settings of one call. */
export interface CallSettings {
  /** Milliseconds of the call. Default: those of the harness. */
  readonly timeout?: number;
  /** The most bytes of the response. Default: 5 MB. */
  readonly maxResponseSize?: number;
}

/** Calls the functions of a module in tests as integrator.io calls them on Lambda. */
export interface Harness<M> {
  /**
   * Calls a function and resolves to its response as integrator.io receives it. For a function with a kind, missing
   * options are those of its contract's sample, and the contract is enforced.
   * @throws FailedCall with the function's name and its problems
   */
  call<N extends NameIn<M>>(name: N, options?: OptionsAt<M, N>, settings?: CallSettings): Promise<ResponseAt<M, N>>;
  /**
   * Runs the flow of a file with this module in the place of the flow's own, and resolves to the report of the run.
   * @throws FlowError for an invalid flow, a missing file, or a function that the module has not
   */
  readonly flow: (file: string, settings?: Omit<Simulation, 'base' | 'extension' | 'isolation'>) => Promise<RunReport>;
  /**
   * Makes a recorded call again: its requests are answered from the recording, and none reaches the network.
   * Placeholders stand for its secrets. The configuration decides whether contracts are enforced.
   * @param file the path or URL of a recording that `dev`, `invoke --record` or `recorder` has made
   * @throws RecordingMismatch listing the differences, if it is not answered as it was
   * @throws RecordingError for a file that holds no recording
   */
  readonly replay: (file: string | URL, settings?: ReplaySettings) => Promise<void>;
  /** Every log line of the calls, oldest first. It can be emptied: `logs.length = 0`. */
  readonly logs: LoggedLine[];
  /**
   * Advances the clock of deadlines, which otherwise stands still. Resolves when every call that is out of time has
   * been answered.
   */
  readonly advance: (ms: number) => Promise<void>;
  /** The Lambda handler that is called. */
  readonly handler: Handler;
}

type Rest = Omit<HandlerConfig, 'diy' | 'connectors' | 'contracts' | 'logger'>;

/** The configuration of a handler for your own integrations. */
export interface DiyConfig<M = object> extends Rest {
  /** The module. */
  readonly diy: M;
}

/** The configuration of a handler for connectors. */
export interface ConnectorsConfig<C = object> extends Rest {
  /** Their modules, by `_connectorId`. */
  readonly connectors: C;
}

/** The settings of a harness for one of several connectors. */
export interface ConnectorHarnessSettings<I extends string> extends HarnessSettings {
  /** Its `_connectorId`. */
  readonly connector?: I;
}

/** A configuration that holds modules, and is no module itself. */
type Configured = Pick<DiyConfig, 'diy'> | Pick<ConnectorsConfig, 'connectors'>;

/** As in template.yaml. */
const TIMEOUT = 300_000;

/** Makes a harness of a handler's configuration, for any test runner. */
export function createHarness<M extends object>(config: DiyConfig<M>, settings?: HarnessSettings): Harness<M>;
/**
 * Makes a harness of one connector of a handler's configuration, for any test runner.
 * @throws Error if one of several connectors must be named
 */
export function createHarness<C extends Readonly<Record<string, object>>, I extends keyof C & string>(
  config: ConnectorsConfig<C>,
  settings?: ConnectorHarnessSettings<I>,
): Harness<C[I]>;
/** Makes a harness of a module, for any test runner. */
export function createHarness<M extends object>(
  module: M & (M extends Configured ? never : unknown),
  settings?: HarnessSettings,
): Harness<M>;
export function createHarness(given: object, settings: HarnessSettings = {}): Harness<object> {
  const config: ExtensionConfig = isConfig(given) ? given : { diy: given };
  const { module, host } = findHostedModule(config, settings.connector);
  const clock = createFakeClock();
  const logs: LoggedLine[] = [];
  const logger = mapLevels((level) => (line: LogLine) => void logs.push({ ...line, level }));
  const thrown = new WeakMap<object, unknown>();
  const handler = createHandler({ ...config, contracts: enforce, logger, clock, deadlineMargin: 0 });
  handler.onError(({ context, error }) => void thrown.set(context, error));

  const { platform } = settings;
  if (platform) process.env.INTEGRATOR_IO_API = platform.url;

  const call = async (path: string, options: unknown, own: CallSettings = {}) => {
    const { type, name, kind } = findFunctionAt(module, path);
    const { timeout = settings.timeout ?? TIMEOUT, maxResponseSize } = own;
    const address = addressTo(name, type, host, maxResponseSize);
    const until = clock.now() + timeout;
    const context = createLambdaContext(address, () => until - clock.now());
    const bearerToken = platform?.issueToken();
    const given = bearerToken !== undefined && isFields(options) ? { bearerToken, ...options } : options;
    const result = await callHandler(handler, JSON.stringify(completeOptions(kind, given)), context);
    if (bearerToken !== undefined) platform?.revokeToken(bearerToken);
    if ('errors' in result) {
      // A response is refused after the handler's middlewares: only the log has the place.
      const refused = logs.findLast((line) => line.awsRequestId === context.awsRequestId)?.refused;
      const error = refused ? new ExtensionError(result.errors, { refused: refused as Refusal }) : thrown.get(context);
      throw new FailedCall(path, result.errors, error);
    }
    return JSON.parse(result.response);
  };
  const flow: Harness<object>['flow'] = async (file, own = {}) => {
    // Loaded here: most tests run no flow.
    const { loadFlow, simulate } = await import('integrator-extension-lambda/simulator');
    const loaded = await loadFlow(file);
    const extension = '_connectorId' in host ? { connectors: { [host._connectorId]: module } } : { diy: module };
    return simulate(loaded.flow, {
      onLog: (line) => void logs.push(readLine(line)),
      ...own,
      base: loaded.base,
      extension,
    });
  };
  const replay: Harness<object>['replay'] = async (file, own = {}) => {
    const { timeout = TIMEOUT } = settings;
    const onLine = (line: LoggedLine) => void logs.push(line);
    const { replayFile } = await import('./replay-file.ts');
    return replayFile(file, { module, host, config: { ...config, clock }, onLine, timeout }, own);
  };
  return { call: call as Harness<object>['call'], flow, replay, logs, advance: clock.advance, handler };
}

/** Whether options have fields: missing ones have those of the sample. */
function isFields(options: unknown): options is object | undefined {
  return options === undefined || (typeof options === 'object' && options !== null && !Array.isArray(options));
}

/** Reads a line of a flow's functions: of their logger, or of the console. */
function readLine(text: string): LoggedLine {
  try {
    return { level: 'info', message: '', ...JSON.parse(text) };
  } catch {
    return { level: 'info', message: text };
  }
}

/** Completes options from the sample of the kind, with pages as long as the given ones. */
function completeOptions(kind: string | undefined, options: unknown = {}): unknown {
  if (!kind || !isKind(kind) || !isFields(options)) return options;
  const contract: Contract = contracts[kind];
  const given: Readonly<Record<string, unknown>> = { ...options };
  const page = listPages(contract)
    .map((name) => given[name])
    .find(Array.isArray);
  return { ...sampleOptions(contract, page?.length), ...given };
}
