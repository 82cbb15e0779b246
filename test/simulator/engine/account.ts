import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type * as z from 'zod';
import {
  connectionDocument,
  exportDocument,
  flowDocument,
  importDocument,
  otherDocument,
  scriptDocument,
  stackDocument,
} from '../../../src/simulator/flow/documents.ts';
import type { FlowFolder } from '../../../src/simulator/flow/flow-folder.ts';
import { simulationSchema } from '../../../src/simulator/flow/simulation-schema.ts';
import { FlowError, type RunReport, simulate } from '../../../src/simulator/index.ts';
import type { Simulation } from '../../../src/simulator/simulate.ts';

type Documents = Readonly<Record<string, object>>;

/**
 * The documents of a flow that differ from most tests: an export e1 with records, and an import d1 that writes a file.
 */
export interface Account {
  /** The records of the export e1. */
  readonly records?: readonly unknown[];
  /** More of the documents of exports and imports; each is named by its id. */
  readonly exports?: Documents;
  readonly imports?: Documents;
  /** The page processors; default: the import d1. */
  readonly steps?: readonly object[];
  readonly routers?: readonly object[];
  readonly flow?: object;
  readonly integration?: object;
  /** The text of each script, or its document. */
  readonly scripts?: Readonly<Record<string, string | object>>;
  /** The code of the stack s1, which the connection w1 names. */
  readonly code?: string;
  readonly connections?: Documents;
  readonly stacks?: Documents;
  readonly lookupCaches?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** What the documents cannot say; an import whose settings are null has none, and writes no file. */
  readonly simulation?: Readonly<Record<string, unknown>>;
  readonly files?: Readonly<Record<string, string>>;
}

/** What a run left behind. */
export interface AccountRun {
  readonly report: RunReport;
  /** The records that each import wrote to its file, by the id of the import. */
  readonly written: Readonly<Record<string, readonly unknown[]>>;
  readonly log: readonly string[];
}

/** Runs the flow of an account's documents in a folder of its own. */
export async function runAccount(account: Account, settings: Simulation = {}): Promise<AccountRun> {
  const base = mkdtempSync(join(tmpdir(), 'account-'));
  onTestFinished(() => rmSync(base, { recursive: true, force: true }));
  const files = { ...account.files, ...(account.code !== undefined && { 'functions.mjs': account.code }) };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(base, name)), { recursive: true });
    writeFileSync(join(base, name), text);
  }
  const folder = toFolder(account);
  const log: string[] = [];
  const report = await simulate(folder, { base, onLog: (line) => log.push(line), ...settings });
  const written = Object.keys(folder.imports).map((id) => [id, readLines(join(base, toFile(id)))] as const);
  return { report, written: Object.fromEntries(written), log };
}

/** Runs a flow that can't be simulated, and returns each refusal: the document, the path in it, and the message. */
export async function refuseAccount(account: Account): Promise<readonly string[]> {
  const thrown = await runAccount(account).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(FlowError);
  return (thrown as FlowError).problems.map(({ file = '', path, message }) => `${file}: ${path}: ${message}`);
}

/** The rules that a report says its run relied on. */
export function rulesOf({ readings }: RunReport): readonly string[] {
  return readings.map(({ rule }) => rule);
}

/** The warnings of a report: the document, the path in it, and the message. */
export function warningsOf({ warnings }: RunReport): readonly string[] {
  return warnings.map(({ document, path, message }) => `${document}: ${path}: ${message}`);
}

/** The parts of documents that a report names as not simulated: the document, the path in it, and the message. */
export function omissionsOf({ notSimulated }: RunReport): readonly string[] {
  return notSimulated.map(({ document, path, message }) => `${document}: ${path}: ${message}`);
}

/** The errors of a report: the stage, the record, the source or code, and the message. */
export function errorsOf({ errors }: RunReport): readonly string[] {
  return errors.map(({ stage, record, source, code, message }) => `${stage} ${record}: ${source ?? code}: ${message}`);
}

/** The journeys of a report: the key, and the outcome. */
export function outcomesOf({ journey }: RunReport): readonly string[] {
  return journey.map(({ key, outcome }) => `${key} ${outcome}`);
}

/** A step that calls an export or an import: e2 is an export. */
export function step(id: string, more: object = {}): object {
  return id.startsWith('e') ? { type: 'export', _exportId: id, ...more } : { type: 'import', _importId: id, ...more };
}

/** A filter or a transformation of rules, as documents have it. */
export function rules(...list: readonly unknown[]): object {
  return { type: 'expression', expression: { version: '1', rules: list }, rules: list, version: '1' };
}

/** A filter that compares a field as text. */
export function isEqual(field: string, value: string): object {
  return rules('equals', ['string', ['extract', field]], value);
}

/** A response mapping that copies one value. */
export function responseMapping(extract: string, generate: string): object {
  return { responseMapping: { fields: [{ extract, generate }], lists: [] } };
}

function toFolder(account: Account): FlowFolder {
  const { records, code, steps, routers, flow, integration, simulation = {}, scripts = {} } = account;
  const source = { mockOutput: { page_of_records: records?.map(toMock) } };
  const exports = { e1: { ...(records && source), ...account.exports?.e1 }, ...omit(account.exports, 'e1') };
  const imports = account.imports ?? { d1: {} };
  const steering = routers ? { routers } : { pageProcessors: steps ?? [step('d1')] };
  const given = (simulation.imports ?? {}) as Documents;
  const wrappers = Object.entries(imports).filter(([, document]) => Object(document).wrapper);
  const silent = Object.entries(given).filter(([, settings]) => settings === null);
  const without = [...wrappers, ...silent].map(([id]) => id);
  const outputs = Object.keys(omit(imports, ...without)).map((id) => [id, { file: toFile(id), ...given[id] }]);
  return {
    flow: flowDocument.parse({ _id: 'f1', name: 'flow', pageGenerators: [{ _exportId: 'e1' }], ...steering, ...flow }),
    ...(integration && { integration: otherDocument.parse(integration) }),
    exports: parseAll(exportDocument, adapt(exports, 'Export')),
    imports: parseAll(importDocument, adapt(imports, 'Import')),
    connections: parseAll(connectionDocument, {
      w1: { type: 'wrapper', wrapper: { _stackId: 's1' } },
      ...account.connections,
    }),
    scripts: parseAll(scriptDocument, toScripts(scripts)),
    stacks: parseAll(stackDocument, account.stacks ?? {}),
    lookupCaches: Object.fromEntries(
      Object.entries(account.lookupCaches ?? {}).map(([id, data]) => [id, new Map(Object.entries(data))]),
    ),
    simulation: simulationSchema.parse({
      ...(code !== undefined && { stacks: { s1: { module: 'functions.mjs' } } }),
      ...simulation,
      imports: { ...omit(given, ...silent.map(([id]) => id)), ...Object.fromEntries(outputs) },
    }),
    writtenAt: (kind, id) => ({
      document: id ? `${kind}/${id}.json` : kind === 'simulation' ? 'simulation.yaml' : `${kind}.json`,
      path: [],
    }),
    isShort: false,
  };
}

function toMock(record: unknown): object {
  return Array.isArray(record) ? { rows: record } : { record };
}

function toScripts(scripts: NonNullable<Account['scripts']>): Documents {
  const entries = Object.entries(scripts).map(([id, script]) => [
    id,
    typeof script === 'string' ? { content: script } : script,
  ]);
  return Object.fromEntries(entries);
}

function parseAll<T>(schema: z.ZodType<T>, documents: Documents): Record<string, T> {
  const entries = Object.entries(documents).map(([id, document]) => [
    id,
    schema.parse({ _id: id, name: id, ...document }),
  ]);
  return Object.fromEntries(entries);
}

/** Gives documents the adaptor that they have on the platform, unless they name one. */
function adapt(documents: Documents, side: 'Export' | 'Import'): Documents {
  const adapted = Object.entries(documents).map(([id, document]) => {
    const adaptorType = Object(document).wrapper?.function ? `Wrapper${side}` : `HTTP${side}`;
    return [id, { adaptorType, ...document }];
  });
  return Object.fromEntries(adapted);
}

function omit(documents: Documents = {}, ...ids: readonly string[]): Documents {
  return Object.fromEntries(Object.entries(documents).filter(([id]) => !ids.includes(id)));
}

function toFile(id: string): string {
  return `out/${id}.ndjson`;
}

function readLines(path: string): unknown[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line));
}
