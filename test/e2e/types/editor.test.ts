import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { contracts } from '../../../src/contracts/registry.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const file = `${root}test/piece-editor.ts`;

/** The types whose every field an author may meet, in the package's words. */
const shown = {
  index: [
    ...Object.keys(contracts).map((kind) => `${kind.charAt(0).toUpperCase()}${kind.slice(1)}Options`),
    ...['PreSavePageResponse', 'PreMapAction', 'PostMapAction', 'SubmitResult', 'PingResponse', 'ExportPage'],
    ...['ImportResult', 'InitChildResponse', 'InstallerResponse', 'PersistSettingsResponse'],
    ...['RecordError', 'Connection', 'HandlerConfig', 'Traits', 'Context'],
  ],
  http: ['ServerConfig', 'UrlConfig', 'MiddlewareConfig', 'ExtensionServer'],
  recording: ['RecorderSettings', 'Recorder', 'S3SinkSettings', 'Recording', 'RecordedAddress', 'HttpExchange'],
  testing: ['HarnessSettings', 'CallSettings', 'FakePlatformSettings'],
  simulator: [],
} as const;

const code = `
  ${Object.keys(shown)
    .map((entry) => `import * as ${entry} from '../dist/types/${entry === 'index' ? '' : `${entry}/`}index.d.ts';`)
    .join('\n')}
  const { define } = index;
  define.preSavePage(({ retryData, ...options }) => {
    options.pageIndex;
    retryData?.key?.stage;
    return { data: options.data };
  });
  export const read = (response: index.ResponseOf<'preSavePage'>) => response.abort;
  ${Object.keys(contracts)
    .map((kind) => `define.${kind};`)
    .join('\n')}
  define.export(({ delta }) => ({ data: [delta] }));
  define.preSavePage(({ files, data }) => ({ data, files }));
  const trim = define.preMap<{ sku: string }>(({ data }) => data.map((order) => ({ data: order })));
  const harness = testing.createHarness({ trim });
  harness.call; harness.logs; harness.advance; harness.handler;
  declare const flow: simulator.FlowInput;
  declare const folder: simulator.FlowFolder;
  const { settings, ...order } = folder.flow;
  order.skipRetries;
  const router = folder.flow.routers?.[0];
  router?.branches?.[0]?.pageProcessors?.[0]?.proceedOnFailure;
  router?.script?.function;
  const [sold, put] = [folder.exports.orders, folder.imports.orders];
  sold?.transform?.expression;
  sold?.delta?.lagOffset;
  sold?.file?.sortByFields?.[0]?.descending;
  put?.ignoreExisting;
  put?.hooks?.postSubmit?._stackId;
  put?.mapping?.lists;
  folder.connections.shop?.wrapper?.pingFunction;
  folder.scripts.tidy?.content;
  folder.stacks.mine?.lambda?.awsRegion;
`;

const { service, program } = createService();

function createService() {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root);
  const read = (path: string) => (path === file ? code : ts.sys.readFile(path));
  const host: ts.LanguageServiceHost = {
    getScriptFileNames: () => [file],
    getScriptVersion: () => '1',
    getScriptSnapshot: (path) => {
      const text = read(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => root,
    getCompilationSettings: () => options,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (path) => path === file || ts.sys.fileExists(path),
    readFile: read,
  };
  const made = ts.createLanguageService(host);
  return { service: made, program: made.getProgram() as ts.Program };
}

/** What an editor shows at a place of the code. */
function readHover(place: string) {
  const at = code.lastIndexOf(place) + place.search(/\w+\W*$/);
  const info = service.getQuickInfoAtPosition(file, at);
  return {
    type: ts.displayPartsToString(info?.displayParts),
    documentation: ts.displayPartsToString(info?.documentation),
  };
}

it.each([
  ['an option', 'options.pageIndex', 'The page’s number in this run, from 0.'],
  ['a nested option', 'key?.stage', 'The step of the flow where the record failed.'],
  ['a field of a response', 'response.abort', 'Stops the export from fetching further pages; this page still goes on.'],
])('an editor shows the sentence of %s', (_, place, sentence) => {
  expect(readHover(place).documentation).toBe(sentence);
});

it.each([
  ['const { settings', 'The custom settings of the flow.'],
  ['order.skipRetries', 'Keeps no retry data of records that fail.'],
  ['?.proceedOnFailure', 'Lets records that failed in this step go on to the next. Default: false.'],
  ['router?.script', 'The function that answers the indices of a record’s branches.'],
  ['script?.function', 'The name of the function; case counts.'],
  ['sold?.transform', 'Changes each exported record, before the filter.'],
  ['transform?.expression', 'The rules, with the version of their language.'],
  ['delta?.lagOffset', 'Milliseconds taken from the time of the last run, for records that appear late.'],
  ['?.descending', 'Puts the greatest value first.'],
  ['put?.ignoreExisting', 'Creates only: records that exist at the destination are ignored.'],
  ['hooks?.postSubmit', 'Called with the answers for a page, after it was submitted.'],
  ['postSubmit?._stackId', 'The id of the stack that has the function.'],
  ['mapping?.lists', 'Lists to build: `generate` names the list, `fields` map each of its elements.'],
  ['wrapper?.pingFunction', 'The name of the function that tests the connection; case counts.'],
  ['tidy?.content', 'The JavaScript of the script.'],
  ['lambda?.awsRegion', 'The region of AWS, such as `eu-west-1`.'],
])('an editor shows the sentence of a field of the platform’s documents: %s', (place, sentence) => {
  expect(readHover(place).documentation).toBe(sentence);
});

it.each(Object.entries(contracts))('an editor shows the sentence of the kind %s', (kind, { summary }) => {
  expect(readHover(`define.${kind};`).documentation).toBe(summary);
});

it.each(['call', 'logs', 'advance', 'handler'])('an editor shows a sentence for the member %s of a harness', (name) => {
  expect(readHover(`harness.${name};`).documentation).toMatch(/\w\b.*\.$/s);
});

it('an editor shows options and responses by their names', () => {
  expect(readHover('const trim').type).toBe(
    'const trim: index.DefinedFunction<index.PreMapOptions<{\n    sku: string;\n}, object>, index.PreMapAction<{\n    sku: string;\n}>[]>',
  );
});

it.each([
  [
    'an option',
    'delta',
    'define.export(({ delta }) => ({ data: [delta] }));',
    '{\n    dateField?: string | undefined;\n',
  ],
  [
    'the list in an option',
    'files',
    'define.preSavePage(({ files, data }) => ({ data, files }));',
    '{\n    fileMeta?: {\n',
  ],
])('an editor shows the fields of %s, and no inner name of the package', (_, name, line, shown) => {
  expect(code).toContain(line);
  const { type } = readHover(line.slice(0, line.indexOf(name) + name.length));
  expect(type).toContain(`(parameter) ${name}: ${shown}`);
  expect(type).not.toMatch(/Substitute|Filled|Placeholder/);
});

/** Lists the fields of a type without documentation, at every depth that the package describes. */
function listSilent(type: ts.Type, path: string, seen: Set<ts.Type>): string[] {
  const checker = program.getTypeChecker();
  const plain = checker.getNonNullableType(type);
  if (seen.has(plain)) return [];
  seen.add(plain);
  const parts = plain.isUnion() ? plain.types : [checker.getIndexTypeOfType(plain, ts.IndexKind.Number) ?? plain];
  return parts.flatMap((part) =>
    part.getProperties().flatMap((symbol) => {
      const [declared] = symbol.getDeclarations() ?? [];
      // Fields of the language and of libraries are theirs to describe.
      if (!declared?.getSourceFile().fileName.includes('/dist/types/')) return [];
      const name = `${path}.${symbol.name}`;
      const isSaid = symbol.getDocumentationComment(checker).length > 0 || symbol.getJsDocTags(checker).length > 0;
      return [...(isSaid ? [] : [name]), ...listSilent(checker.getTypeOfSymbol(symbol), name, seen)];
    }),
  );
}

it.each(Object.entries(shown).flatMap(([entry, names]) => names.map((name) => [entry, name] as const)))(
  'every field has a sentence: %s %s',
  (entry, name) => {
    const checker = program.getTypeChecker();
    const source = program.getSourceFile(`${root}dist/types/${entry === 'index' ? '' : `${entry}/`}index.d.ts`);
    const module = checker.getSymbolAtLocation(source as ts.SourceFile) as ts.Symbol;
    const symbol = checker.getExportsOfModule(module).find((one) => one.name === name) as ts.Symbol;
    const declared = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    const type = checker.getDeclaredTypeOfSymbol(declared);
    expect(type.getProperties().length).toBeGreaterThan(0);
    expect(listSilent(type, name, new Set())).toEqual([]);
  },
);

it('every setting of a flow has a sentence', () => {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file) as ts.SourceFile;
  const [flow] = checker.getSymbolsInScope(source, ts.SymbolFlags.Variable).filter(({ name }) => name === 'flow');
  expect(listSilent(checker.getTypeOfSymbol(flow as ts.Symbol), 'flow', new Set())).toEqual([]);
});
