import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createHandler, type Handler, type Kind, type ResponseOf } from 'integrator-extension-lambda';
import { enforce } from 'integrator-extension-lambda/contracts';
import { onTestFinished } from 'vitest';
import * as orders from '../../handlers/orders/index.ts';
import { connectors } from '../../handlers/shop-connector/index.ts';
import { listFunctions } from '../../src/core/inventory.ts';

export const lines: { message: string; [field: string]: unknown }[] = [];
const write = (line: (typeof lines)[number]) => lines.push(line);
const watched = { contracts: enforce, logger: { debug: write, info: write, warn: write, error: write } };
const diy = createHandler({ ...watched, diy: orders });
const connector = createHandler({ ...watched, connectors });

const [[_connectorId, module]] = Object.entries(connectors) as [[string, object]];

/** Every function of the samples, with its address. */
export const functions = [
  ...Array.from(listFunctions(orders), (found) => ({ ...found, handler: diy, address: { diy: true } })),
  ...Array.from(listFunctions(module), (found) => ({
    ...found,
    handler: connector,
    address: { _connectorId, type: found.type },
  })),
].map(({ address, ...found }) => ({ ...found, address: { ...address, function: found.name } }));

/** Calls the one function of a kind, under its contract. */
export async function call<K extends Kind>(kind: K, options: object): Promise<ResponseOf<K>> {
  const found = functions.find((one) => one.kind === kind);
  if (!found) throw new Error(`No function of the samples was defined as ${kind}.`);
  return callAt<ResponseOf<K>>(found, options);
}

/** Calls a function as integrator.io does: options and response are JSON. */
export async function callAt<R>({ handler, address }: { handler: Handler; address: object }, options: object) {
  const sent = JSON.parse(JSON.stringify({ bearerToken: 'token', ...options }));
  const context = { clientContext: address } as unknown as Parameters<Handler>[1];
  try {
    return JSON.parse(JSON.stringify(await handler(sent, context))) as R;
  } catch (refusal) {
    throw JSON.parse(String(refusal)).errors[0];
  }
}

/** A folder that exists until the end of the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'orders-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export type Connection = ReturnType<typeof connectionTo>;

/** A connection to a database: of its own, unless a path is given. */
export function connectionTo(database = join(temporaryFolder(), 'orders.sqlite')) {
  return { unencrypted: { database } };
}

/** Changes a database as another program might, and reads what that program would read. */
export function query({ unencrypted }: Connection, sql: string) {
  const database = new DatabaseSync(unencrypted.database);
  try {
    return database.prepare(sql).all();
  } finally {
    database.close();
  }
}
