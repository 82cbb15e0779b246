import { resolve } from 'node:path';
import type { AnyRecord } from '../../contracts/author-types.ts';
import type { HostedModule } from '../../core/hosted-module.ts';
import { openChildProcess } from '../../transport/child-process.ts';
import { withDelay } from '../../transport/delayed.ts';
import { openHttp } from '../../transport/http.ts';
import { openInProcess } from '../../transport/in-process.ts';
import { openLambda } from '../../transport/lambda.ts';
import { loadModule } from '../../transport/load-module.ts';
import type { Transport } from '../../transport/transport.ts';
import type { Flow } from '../flow/schema.ts';
import { createMapper, createResponseMapper } from '../mapping/mapper.ts';
import { openRecordReader, type RecordReader } from '../records/reader.ts';
import { openRecordWriter } from '../records/writer.ts';
import type { Tools } from './run.ts';

/** What a flow's own words don't say, because it is another one wherever it is run. */
export interface Environment {
  /** The folder that paths are relative to. */
  readonly base: string;
  /** The system token of a server stack. */
  readonly token?: string | undefined;
  /** Takes each line that functions log. */
  readonly onLog?: ((line: string) => void) | undefined;
}

/** A way to the functions of a flow, and the part of an address that says which module is meant. */
export interface Endpoint {
  readonly transport: Transport;
  readonly host: HostedModule['host'];
}

/**
 * Opens the way to the functions of a flow.
 * @throws TransportError where there is none
 */
export async function connect(flow: Flow, around: Environment): Promise<Endpoint> {
  const { slow } = flow.faults;
  const { transport, host } = await connectDirectly(flow, around);
  return { transport: slow ? withDelay(transport, slow) : transport, host };
}

async function connectDirectly(
  { extension, faults }: Flow,
  { base, token = '', onLog }: Environment,
): Promise<Endpoint> {
  const { module, lambda, server, connector } = extension;
  const host = connector === undefined ? ({ diy: true } as const) : { _connectorId: connector };
  if (lambda) {
    const { function: functionName, ...place } = lambda;
    return { transport: await openLambda({ functionName, ...place }), host };
  }
  if (server) return { transport: openHttp(server.url, token), host };
  const path = resolve(base, String(module));
  if (faults.coldEvery !== undefined) {
    const forked = await openChildProcess({ path, connector, every: faults.coldEvery, onLog });
    return { transport: forked, host: forked.host };
  }
  const loaded = await loadModule(path, connector);
  const hearing = onLog && { onLine: (line: object) => onLog(JSON.stringify(line)), onConsole: onLog };
  return { transport: openInProcess(loaded, hearing), host: loaded.host };
}

/**
 * Makes ready what a flow does without calling a function.
 * @throws Error where a mapping's module, or a file to write to, can't be opened
 */
export async function openTools({ lookup, import: destination }: Flow, { base }: Environment): Promise<Tools> {
  const { mapping, responseMapping, file, format } = destination;
  const found = lookup?.responseMapping;
  const own = mapping?.function === undefined ? mapping : { function: resolve(base, mapping.function) };
  return {
    map: own && (await openMapper(own)),
    mapResponse: responseMapping && createResponseMapper(responseMapping),
    mapFound: found && createResponseMapper(found),
    writer: file === undefined ? undefined : await openRecordWriter(resolve(base, file), format),
  };
}

/** The pages of a flow whose source is a file, or records that are given: as JSON has them. */
export function openPages({ export: source }: Flow, { base }: Environment): RecordReader {
  const { file, records } = source;
  return openRecordReader(
    file === undefined ? { ...source, records: toJsonData(records) } : { ...source, file: resolve(base, file) },
  );
}

/** What a function of the author's returns is JSON data once it gets any further, as on the platform. */
async function openMapper(mapping: Parameters<typeof createMapper>[0]): Promise<(record: AnyRecord) => unknown> {
  const map = await createMapper(mapping);
  return mapping.function === undefined ? map : (record) => toJsonData(map(record) ?? null);
}

function toJsonData<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}
