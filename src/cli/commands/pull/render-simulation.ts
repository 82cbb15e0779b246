import type { AccountDocument } from './account-reader.ts';
import type { FetchedFlow } from './fetch-flow.ts';
import { isWrapper, listGenerators } from './sample-exports.ts';

/** What the first `simulation.yaml` of a folder refers to. */
export interface StarterSettings {
  /** The path of the JSON Schema, and of a module that a stack may be, both relative to the folder. */
  readonly schema: string;
  readonly module: string;
  /** The files of samples, by the id of their export. */
  readonly samples: ReadonlyMap<string, string>;
}

/**
 * Renders the first `simulation.yaml` of a flow. Each stack stands in it without its place, so that a simulation says
 * what is missing, and in which line; everything else has an example in a comment.
 */
export function renderSimulation(fetched: FetchedFlow, settings: StarterSettings): string {
  const head = [
    `# ${say(fetched.flow.name ?? fetched.id)}: what its documents cannot say. This file is yours: pull writes it once.`,
    `# yaml-language-server: $schema=${settings.schema}`,
  ];
  const sections = [
    renderStacks(fetched, settings.module),
    renderConnections(fetched),
    renderExports(fetched, settings.samples),
    renderImports(fetched),
  ];
  return `${[head, ...sections.filter((lines) => lines.length > 0)].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function renderStacks({ references, documents }: FetchedFlow, module: string): string[] {
  const ids = references.filter(({ kind }) => kind === 'stacks').map(({ id }) => id);
  if (ids.length === 0) return [];
  const entries = ids.sort().flatMap((id) => {
    const document = documents.stacks.get(id) ?? {};
    return [
      `  # ${say(document.name ?? 'a stack that could not be read')}: fill in where its functions are, one of`,
      `  #   module: ${module}`,
      ...describeHost(document).map((line) => `  #   ${line}`),
      `  ${key(id)}: {}`,
    ];
  });
  return ['stacks:', ...entries];
}

function describeHost({ type, lambda, server }: AccountDocument): string[] {
  const { functionName = 'NAME', awsRegion = 'REGION' } = Object(lambda);
  const { hostURI = 'URL' } = Object(server);
  if (type === 'server') return [`server: { url: ${quote(hostURI)}, token: { env: NAME } }`];
  return [`lambda: { function: ${quote(functionName)}, region: ${quote(awsRegion)} }`];
}

function renderConnections({ documents }: FetchedFlow): string[] {
  const names = new Set<string>();
  const entries = sorted(documents.connections).flatMap(([id, { name, wrapper }]) => {
    if (typeof wrapper !== 'object' || wrapper === null) return [];
    const keys = listEncryptedKeys(wrapper);
    const comment = `  # ${say(name ?? id)}: its encrypted values`;
    if (keys.length > 0) {
      const values = keys.map((one) => `      ${key(one)}: { env: ${nameVariable(`${name ?? id}_${one}`, names)} }`);
      return [`${comment}, from the environment`, `  ${key(id)}:`, '    encrypted:', ...values];
    }
    const example = `  ${key(id)}: { encrypted: { KEY: { env: NAME } } }`;
    return Object(wrapper).encrypted
      ? [`${comment}, whose keys the platform does not say`, `  # ${example.trim()}`]
      : [];
  });
  return asSection('connections', entries);
}

/** The keys of values that nobody reads from the platform: of the values' definitions, else of the values. */
function listEncryptedKeys(wrapper: object): string[] {
  const { encryptedFields, encrypted } = wrapper as Record<string, unknown>;
  const defined = (Array.isArray(encryptedFields) ? encryptedFields : []).map((one) => Object(one).id);
  const given = typeof encrypted === 'object' && encrypted !== null ? Object.keys(encrypted) : [];
  return [...new Set([...defined, ...given])].filter((one) => typeof one === 'string' && one !== '');
}

/** `Shop (EU)_apiKey`: SHOP_EU_API_KEY; a name that is taken gets a number. */
function nameVariable(text: string, taken: Set<string>): string {
  const words = text.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').match(/[A-Za-z\d]+/g) ?? ['VALUE'];
  const plain = words
    .join('_')
    .toUpperCase()
    .replace(/^(?=\d)/, '_');
  let name = plain;
  for (let number = 2; taken.has(name); number += 1) name = `${plain}_${number}`;
  taken.add(name);
  return name;
}

function renderExports(fetched: FetchedFlow, samples: ReadonlyMap<string, string>): string[] {
  const generators = new Set(listGenerators(fetched));
  const entries = sorted(fetched.documents.exports).flatMap(([id, document]) => {
    if (isWrapper(document)) return [];
    const sample = samples.get(id);
    const what = `  # ${say(document.name ?? id)} (${say(document.adaptorType)}):`;
    if (sample !== undefined) return [`${what} the records of a preview`, `  ${key(id)}: { records: ${sample} }`];
    const count = countRecords(document.mockOutput);
    const found = count === 0 ? 'it has no mockOutput: give' : `its mockOutput has ${count} records; or give`;
    return generators.has(id)
      ? [`${what} ${found} a file of records`, `  # ${key(id)}: { records: records.ndjson }`]
      : [`${what} ${found} a module, (record) => results`, `  # ${key(id)}: { respond: respond.mjs }`];
  });
  return asSection('exports', entries);
}

function renderImports({ documents }: FetchedFlow): string[] {
  const entries = sorted(documents.imports).flatMap(([id, document]) => {
    if (isWrapper(document)) return [];
    const what = `  # ${say(document.name ?? id)} (${say(document.adaptorType)}):`;
    const found = document.mockResponse ? 'its mockResponse answers' : 'it answers each record with success';
    return [
      `${what} ${found}; see what it submits, or answer otherwise`,
      `  # ${key(id)}: { file: out/${id}.ndjson, respond: echo }`,
    ];
  });
  return asSection('imports', entries);
}

/** A section of comments alone is a comment itself: YAML would read it as null. */
function asSection(name: string, entries: readonly string[]): string[] {
  if (entries.length === 0) return [];
  const isActive = entries.some((line) => !line.trimStart().startsWith('#'));
  return [isActive ? `${name}:` : `# ${name}:`, ...entries];
}

function sorted(documents: ReadonlyMap<string, AccountDocument>): [string, AccountDocument][] {
  return [...documents].sort(([a], [b]) => (a < b ? -1 : 1));
}

function countRecords(mockOutput: unknown): number {
  const { page_of_records: records } = Object(mockOutput);
  return Array.isArray(records) ? records.length : 0;
}

/** Formats a key of YAML. It stands in quotes where it would read as something else: some ids are numbers. */
function key(text: string): string {
  const isPlain = /^(?:[a-z_][\w-]*|\d[\da-f]*[a-df][\da-f]*)$/i.test(text) && !/^(?:true|false|null)$/i.test(text);
  return isPlain ? text : JSON.stringify(text);
}

function quote(value: unknown): string {
  return key(say(value));
}

/** Words a text of a document for a comment, which ends with its line. */
function say(value: unknown): string {
  return String(value)
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .slice(0, 100)
    .trim();
}
