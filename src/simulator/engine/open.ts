import { resolve } from 'node:path';
import type { AnyRecord } from '../../contracts/author-types.ts';
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
import { FlowError } from '../flow/error.ts';
import type { Flow } from '../flow/schema.ts';
import { createMapper, createResponseMapper } from '../mapping/mapper.ts';
import { openRecordReader, type RecordReader } from '../records/reader.ts';
import { openRecordWriter } from '../records/writer.ts';
import type { Tools } from './run.ts';

/** The parts of a run that depend on where it runs. */
export interface Environment {
  /** The folder that paths are relative to. */
  readonly base: string;
  /** The system token of a server stack. */
  readonly token?: string | undefined;
  /** Gets each line that functions log. */
  readonly onLog?: ((line: string) => void) | undefined;
  readonly isolation?: Isolation | undefined;
  /** The functions, in the place of the flow's own module. */
  readonly extension?: ExtensionConfig | undefined;
  /** Ends the run, and calls in flight a second later. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Where the functions of a module run: `process`, in a process of their own, which they may block, end or fill; `none`,
 * in this one.
 */
export type Isolation = 'process' | 'none';

/** A connection to the functions of a flow, with the part of an address that names the module. */
export interface Endpoint {
  readonly transport: Transport;
  readonly host: HostedModule['host'];
  /** The functions of a module on this machine; undefined where they are not known. */
  readonly functions?: readonly FunctionName[] | undefined;
}

/**
 * Connects to the functions of a flow.
 * @throws TransportError if that fails
 */
export async function connect(flow: Flow, around: Environment): Promise<Endpoint> {
  const { slow } = flow.faults;
  const { signal } = around;
  const { transport, ...module } = await connectDirectly(flow, around);
  const delayed = slow ? withDelay(transport, slow) : transport;
  return { transport: signal ? withInterrupt(delayed, signal) : delayed, ...module };
}

async function connectDirectly({ extension, faults }: Flow, around: Environment): Promise<Endpoint> {
  const { base, token = '', onLog, isolation = 'none', signal } = around;
  const { module, lambda, server, connector } = extension;
  if (around.extension) return openGiven(around.extension, connector, onLog);
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
  const opened = isApart ? openChildProcess({ ...settings, every, output: onLog, signal }) : openHere(settings);
  const { host: hosted, functions, ...transport } = await opened;
  return { transport, host: hosted, functions };
}

/** Calls the functions of a configuration in this process. */
function openGiven(
  config: ExtensionConfig,
  connector: string | undefined,
  onLog: ((line: string) => void) | undefined,
): Endpoint {
  const { module, host } = findHostedModule(config, connector);
  const onLine = onLog && ((line: object) => onLog(JSON.stringify(line)));
  const settings = onLog && { onLine, onConsole: onLog };
  const transport = openInProcess({ config, module, host, handler: undefined }, settings as object | undefined);
  return { transport, host, functions: listNames(module) };
}

/**
 * Opens the parts of a flow that call no function.
 * @throws FlowError if a mapping's module or an output file can't be opened
 */
export async function openTools({ lookup, import: destination }: Flow, { base }: Environment): Promise<Tools> {
  const { mapping, responseMapping, file, format } = destination;
  const found = lookup?.responseMapping;
  const own = mapping?.function === undefined ? mapping : { function: resolve(base, mapping.function) };
  return {
    map: own && (await blaming('import.mapping.function', () => openMapper(own))),
    mapResponse: responseMapping && createResponseMapper(responseMapping),
    mapFound: found && createResponseMapper(found),
    writer:
      file === undefined
        ? undefined
        : await blaming('import.file', () => openRecordWriter(resolve(base, file), format)),
  };
}

/** Has a part of the flow named as the one at fault. */
async function blaming<T>(path: string, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (thrown) {
    throw new FlowError({ path, message: (thrown as Error).message });
  }
}

/**
 * Opens the pages of a flow whose source is a file or given records, as JSON data.
 * @throws FlowError for a record that JSON can't hold
 */
export function openPages(
  { export: source }: Flow,
  { base }: Environment,
  onNote?: (kind: string, message: string) => void,
): RecordReader {
  const { file, records } = source;
  return openRecordReader(
    file === undefined ? { ...source, records: records?.map(toRecord) } : { ...source, file: resolve(base, file) },
    onNote,
  );
}

function toRecord<T>(record: T, index: number): T {
  try {
    return toJsonData(record);
  } catch (thrown) {
    const message = `expected what JSON can hold, found another value (${(thrown as Error).message})`;
    throw new FlowError({ path: `export.records[${index}]`, message });
  }
}

/** A mapping function's result becomes JSON data, as on the platform. */
async function openMapper(mapping: Parameters<typeof createMapper>[0]): Promise<(record: AnyRecord) => unknown> {
  const map = await createMapper(mapping);
  return mapping.function === undefined ? map : (record) => toJsonData(map(record) ?? null);
}

function toJsonData<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}
