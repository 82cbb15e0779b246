import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const file = `${root}test/piece-editor.ts`;
const code = `
  import { define, type ResponseOf } from '../dist/types/index.d.ts';
  define.preSavePage(({ retryData, ...options }) => {
    options.pageIndex;
    retryData?.key?.stage;
    return { data: options.data };
  });
  export const read = (response: ResponseOf<'preSavePage'>) => response.abort;`;

/** The documentation that an editor shows at a place of the code, with the built types. */
function readDocumentation(place: string): string {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root);
  const read = (path: string) => (path === file ? code : ts.sys.readFile(path));
  const service = ts.createLanguageService({
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
  });
  const at = code.indexOf(place) + place.lastIndexOf('.') + 1;
  return ts.displayPartsToString(service.getQuickInfoAtPosition(file, at)?.documentation);
}

it.each([
  ['an option', 'options.pageIndex', 'The page’s number in this run, from 0.'],
  ['a nested option', 'key?.stage', 'The step of the flow where the record failed.'],
  ['a field of a response', 'response.abort', 'Stops the export from fetching further pages; this page still goes on.'],
  [
    'a kind',
    'define.preSavePage',
    'When an export has fetched a page, before the page is saved: the function may add, change and drop records.',
  ],
])('an editor shows the sentence of %s', (_, place, sentence) => {
  expect(readDocumentation(place)).toBe(sentence);
});
