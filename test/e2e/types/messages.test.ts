import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const file = `${root}test/piece-messages.ts`;

/** Compiles code with the built types. Returns the line of its only error, and the lines of its message. */
function compile(code: string): { line: number; said: string[] } {
  const text = `import { define, type PreMapAction, type PreSavePageResponse } from '../dist/types/index.js';
interface Order { id: number; sku: string }
${code}`;
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const readSource = host.getSourceFile.bind(host);
  host.getSourceFile = (path, version) =>
    path === file ? ts.createSourceFile(path, text, version) : readSource(path, version);
  const program = ts.createProgram([file], { ...options, noEmit: true }, host);
  const found = ts.getPreEmitDiagnostics(program).filter((one) => one.file?.fileName === file);
  expect(found).toHaveLength(1);
  const [{ start = 0, messageText }] = found as [ts.Diagnostic];
  const { line } = ts.getLineAndCharacterOfPosition(program.getSourceFile(file) as ts.SourceFile, start);
  return { line: line - 1, said: ts.flattenDiagnosticMessageText(messageText, '\n').split('\n') };
}

it.each([
  [
    'a wrong field in an async function whose answer has a type',
    `define.preSavePage<Order>(async ({ data }): Promise<PreSavePageResponse<Order>> => {
  return { data, abort: 'x' };
});`,
    2,
    [/^Type 'string' is not assignable to type 'boolean \| undefined'\.$/],
  ],
  [
    'a misspelt field there',
    `define.preSavePage<Order>(async ({ data }): Promise<PreSavePageResponse<Order>> => {
  return { data, abrt: true };
});`,
    2,
    [/'abrt' does not exist in type 'PreSavePageResponse<Order>'/],
  ],
  [
    'a wrong field of a record there',
    `define.preMap<Order>(async ({ data }): Promise<PreMapAction<Order>[]> => {
  return data.map(({ id }) => ({ data: { id, sku: 3 } }));
});`,
    2,
    [
      / is not assignable to type 'PreMapAction<Order>\[\]'\.$/,
      / is not assignable to type 'PreMapAction<Order>'\.$/,
      /The types of 'data\.sku' are incompatible/,
      /Type 'number' is not assignable to type 'string'\.$/,
    ],
  ],
  [
    'a wrong field of an expression',
    `define.preSavePage<Order>(({ data }) => ({
  data,
  abort: 'x',
}));`,
    3,
    [/^Type 'string' is not assignable to type 'boolean \| undefined'\.$/],
  ],
  [
    'a forgotten return',
    `define.preMap(({ data }) => {
  data.map((order) => ({ data: order }));
});`,
    1,
    [/'Did the function forget to return\?': PreMapAction<AnyRecord>\[\]/, /'Did the function forget to return\?'/],
  ],
  [
    'a misspelt option',
    'define.preMap(({ dta }) => dta);',
    1,
    [/^Property 'dta' does not exist on type 'PreMapOptions<AnyRecord, object>'/],
  ],
])('the compiler tells %s on its line, in few words', { timeout: 60_000 }, (_, code, line, said) => {
  expect(compile(code)).toEqual({ line, said: said.map((part) => expect.stringMatching(part)) });
});
