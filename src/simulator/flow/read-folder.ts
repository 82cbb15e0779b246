import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type * as z from 'zod';
import { formatPath } from '../../shared/path.ts';
import { parseFile, parseText, readDocument } from './document.ts';
import {
  connectionDocument,
  exportDocument,
  flowDocument,
  importDocument,
  otherDocument,
  type ScriptText,
  scriptDocument,
  stackDocument,
} from './documents.ts';
import { FlowError, type FlowProblem } from './error.ts';
import type { DocumentKind, FlowFolder, WrittenAt } from './flow-folder.ts';
import { readCacheData } from './lookup-cache.ts';
import { listProblems } from './problems.ts';
import { simulationSchema } from './simulation-schema.ts';

/** A folder that was read, with a function that finds the lines of its problems. */
interface ReadFolder {
  readonly flow: FlowFolder;
  readonly base: string;
  readonly locate: (error: FlowError) => Promise<FlowError>;
}

/**
 * Reads the folder of a flow: `flow.json`, the documents that it refers to as the API answers them, and
 * `simulation.yaml`.
 * @param folder its absolute path
 * @param named its path as it was given, for messages
 * @throws FlowError with all problems of all files
 */
export async function readFlowFolder(folder: string, named: string): Promise<ReadFolder> {
  const reader = new FolderReader(folder, named);
  const flow = await reader.readOne('flow.json', flowDocument);
  const simulation = await reader.readOne('simulation.yaml', simulationSchema, {});
  const parts = {
    integration: existsSync(join(folder, 'integration.json'))
      ? await reader.readOne('integration.json', otherDocument)
      : undefined,
    exports: await reader.readAll('exports', exportDocument),
    imports: await reader.readAll('imports', importDocument),
    connections: await reader.readAll('connections', connectionDocument),
    scripts: withTexts(folder, named, await reader.readAll('scripts', scriptDocument)),
    stacks: await reader.readAll('stacks', stackDocument),
    lookupCaches: await reader.readCaches(),
  };
  if (reader.problems.length > 0 || !flow || !simulation) throw new FlowError(reader.problems);
  const writtenAt = (kind: DocumentKind, id = ''): WrittenAt => ({ document: join(named, fileOf(kind, id)), path: [] });
  return {
    flow: { flow, simulation, ...parts, writtenAt, isShort: false },
    base: folder,
    locate: async ({ problems }) =>
      new FlowError(await Promise.all(problems.map((problem) => locateIn(folder, named, problem)))),
  };
}

function fileOf(kind: DocumentKind, id: string): string {
  if (kind === 'simulation') return 'simulation.yaml';
  return kind === 'flow' || kind === 'integration' ? `${kind}.json` : join(kind, `${id}.json`);
}

/** The text of a script may stand beside its document, as a file that editors know. */
function withTexts(
  folder: string,
  named: string,
  scripts: Readonly<Record<string, ScriptText>>,
): Record<string, ScriptText> {
  const entries = Object.entries(scripts).map(([id, script]) => {
    const name = join('scripts', `${id}.js`);
    const path = join(folder, name);
    return [id, existsSync(path) ? { ...script, content: readDocument(path, join(named, name)) } : script] as const;
  });
  return Object.fromEntries(entries);
}

async function locateIn(folder: string, named: string, problem: FlowProblem): Promise<FlowProblem> {
  const { file = join(named, 'simulation.yaml'), path } = problem;
  const absolute = resolve(folder, file.slice(named.length).replace(/^[/\\]+/, ''));
  if (problem.line !== undefined || !existsSync(absolute)) return { ...problem, file };
  const { findPlace } = await parseFile(absolute, file);
  const keys = path.match(/[^.[\]"]+/g) ?? [];
  return { ...problem, file, ...findPlace(keys) };
}

class FolderReader {
  readonly problems: FlowProblem[] = [];
  readonly #folder: string;
  readonly #named: string;

  constructor(folder: string, named: string) {
    this.#folder = folder;
    this.#named = named;
  }

  /** Reads one document; undefined, after its problems were noted, where it is wrong. */
  async readOne<T>(name: string, schema: z.ZodType<T>, otherwise?: object): Promise<T | undefined> {
    const file = join(this.#named, name);
    const path = join(this.#folder, name);
    if (!existsSync(path)) {
      if (otherwise) return schema.parse(otherwise);
      this.problems.push({ path: '', message: 'found nothing, expected the document as the API answers it', file });
      return undefined;
    }
    try {
      const { written, findPlace } = await parseFile(path, file);
      // A file of settings may hold comments alone.
      const checked = schema.safeParse(written ?? (otherwise && {}));
      if (checked.success) return checked.data;
      this.problems.push(
        ...listProblems(checked.error.issues, written, findPlace, schema).map((one) => ({ ...one, file })),
      );
    } catch (thrown) {
      this.#take(thrown, file);
    }
    return undefined;
  }

  /** Reads all documents of a kind, by their id: the name of the file. */
  async readAll<T extends { readonly _id?: string | null | undefined }>(
    kind: string,
    schema: z.ZodType<T>,
  ): Promise<Record<string, T>> {
    const found: Record<string, T> = {};
    for (const name of this.#list(kind, '.json')) {
      const document = await this.readOne(join(kind, name), schema);
      const id = name.slice(0, -'.json'.length);
      if (document) found[id] = document;
      if (document?._id && document._id !== id) await this.#refuseId(join(kind, name), document._id);
    }
    return found;
  }

  /** Reads the data of lookup caches, an object or a list of keys and values: `ID.data.json`, or `data` in `ID.json`. */
  async readCaches(): Promise<Record<string, ReadonlyMap<string, unknown>>> {
    const found: Record<string, ReadonlyMap<string, unknown>> = {};
    for (const name of this.#list('lookupcaches', '.json')) {
      const isData = name.endsWith('.data.json');
      const entries = await this.#readCache(join('lookupcaches', name), isData);
      if (entries) found[name.slice(0, isData ? -'.data.json'.length : -'.json'.length)] = entries;
    }
    return found;
  }

  /** An empty file is what the API answers for a cache without data. */
  async #readCache(name: string, isData: boolean): Promise<ReadonlyMap<string, unknown> | undefined> {
    const file = join(this.#named, name);
    try {
      const text = readDocument(join(this.#folder, name), file);
      if (isData && text.trim() === '') return new Map();
      const { written, findPlace } = await parseText(text, file);
      const data: unknown = isData ? written : Object(written).data;
      if (!isData && !data) return undefined;
      const { entries, problems } = readCacheData(data);
      for (const { path, message } of problems) {
        const whole = isData ? path : ['data', ...path];
        this.problems.push({ path: formatPath('', whole).replace(/^\./, ''), message, file, ...findPlace(whole) });
      }
      return entries;
    } catch (thrown) {
      this.#take(thrown, file);
      return undefined;
    }
  }

  /** The document of another id may be a copy that was left unchanged. */
  async #refuseId(name: string, id: string): Promise<void> {
    const file = join(this.#named, name);
    const { findPlace } = await parseFile(join(this.#folder, name), file);
    const message = `found ${id}, expected the id that the file is named after`;
    this.problems.push({ path: '_id', message, file, ...findPlace(['_id']) });
  }

  /** Keeps the problems of a file that can't be read. */
  #take(thrown: unknown, file: string): void {
    if (!(thrown instanceof FlowError)) throw thrown;
    this.problems.push(...thrown.problems.map((one) => ({ ...one, file })));
  }

  /** The names of the files of a kind. */
  #list(kind: string, ending: string): string[] {
    const folder = join(this.#folder, kind);
    const names = existsSync(folder) ? readdirSync(folder) : [];
    return names.filter((name) => name.endsWith(ending)).sort();
  }
}
