import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { ExtensionError, type OptionsOf } from 'integrator-extension-lambda';
import { sampleOrders } from './sample-orders.ts';

// Not an import: a Node without it could not load the bundle, and so could not say what it needs.
const sqlite = process.getBuiltinModule('node:sqlite');

type Connection = OptionsOf<'ping'>['connection'];

class Unreachable extends Error {}

/** Converts a failure to open the database to the error of the call. Throws any other error again. */
export function reasonOf(thrown: unknown): { code: string; message: string; source: string } {
  if (!(thrown instanceof Unreachable)) throw thrown;
  return { code: 'database_unreachable', message: thrown.message, source: 'orders' };
}

// A sandbox serves several connections: an open database is kept, but only under its own path.
const opened = new Map<string, { database: DatabaseSync; file: number | undefined }>();

/** Milliseconds to wait for another process that writes. */
const PATIENCE = 5000;

/**
 * Opens the database that the connection's `unencrypted.database` names. Creates and fills a missing file.
 * @throws the error that `reasonOf` reads, if the file cannot be opened or created
 */
export function openDatabase(connection: Connection): DatabaseSync {
  const name = connection.unencrypted?.database;
  if (typeof name !== 'string' || name === '') {
    throw new Unreachable('The connection names no database: set unencrypted.database to the path of a file.');
  }
  const path = resolve(name);
  const known = opened.get(path);
  // A file that was deleted or replaced meanwhile must not be written to any longer.
  if (known && known.file === fileAt(path)) return known.database;
  known?.database.close();
  opened.delete(path);
  const database = connect(path);
  opened.set(path, { database, file: fileAt(path) });
  return database;
}

function fileAt(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.ino;
}

function connect(path: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = new sqlite.DatabaseSync(path, { timeout: PATIENCE });
    fill(database);
    return database;
  } catch (thrown) {
    database?.close();
    const folder = dirname(path);
    const why = existsSync(folder) ? (thrown as Error).message : `there is no folder ${folder}`;
    throw new Unreachable(`The database ${path} can't be opened: ${why}.`, { cause: thrown });
  }
}

const TABLES = `
  CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    customer TEXT NOT NULL,
    sku TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    total REAL,
    status TEXT NOT NULL,
    updatedAt DATETIME NOT NULL,
    exported BOOLEAN NOT NULL DEFAULT 0
  );
  CREATE TABLE imported_orders (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    externalId TEXT NOT NULL UNIQUE,
    customer TEXT NOT NULL,
    sku TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    amount REAL NOT NULL,
    tax REAL,
    currency TEXT
  );`;

/** Gives an empty database its tables and orders. A file with other tables belongs to someone else. */
function fill(database: DatabaseSync): void {
  inTransaction(database, () => {
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    if (tables.some(({ name }) => name === 'orders')) return;
    if (tables.length > 0) throw new Error('it is a database of something else, without a table of orders');
    database.exec(TABLES);
    const insert = database.prepare(
      'INSERT INTO orders (id, customer, sku, quantity, total, status, updatedAt) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    for (const { id, customer, sku, quantity, total, status, updatedAt } of sampleOrders()) {
      insert.run(id, customer, sku, quantity, total, status, updatedAt);
    }
  });
}

/** Does all of some work, or nothing if it throws. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  // IMMEDIATE finds a read-only file now, and not in the middle of the work.
  database.exec('BEGIN IMMEDIATE');
  try {
    const done = work();
    database.exec('COMMIT');
    return done;
  } catch (thrown) {
    // SQLite has already rolled back if the disk was full.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw thrown;
  }
}

/**
 * Quotes a column of the orders for a statement. A column name cannot be bound like a value, so any other text is
 * refused.
 * @throws ExtensionError `unknown_field`
 */
export function columnOf(database: DatabaseSync, name: string, type: 'DATETIME' | 'BOOLEAN'): string {
  const columns = database.prepare("SELECT name FROM pragma_table_info('orders') WHERE type = ?").all(type);
  if (columns.some((column) => column.name === name)) return `"${name}"`;
  const known = columns.map((column) => column.name).join(', ');
  throw new ExtensionError({
    code: 'unknown_field',
    message: `Orders have no ${type} field ${JSON.stringify(name)}; they have ${known}.`,
  });
}
