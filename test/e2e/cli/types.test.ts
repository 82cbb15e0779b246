import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { renderType } from '../../../src/cli/commands/types/render-type.ts';
import { createFolder, runHere } from '../../cli/command-line.ts';

const { path, write } = createFolder();

/** Finds the errors of files of TypeScript. */
function compile(files: ReadonlyMap<string, string>): string[] {
  const options: ts.CompilerOptions = { strict: true, noEmit: true, lib: ['lib.es2024.d.ts'], types: [] };
  const host = ts.createCompilerHost(options);
  const readSource = host.getSourceFile.bind(host);
  host.getSourceFile = (name, version) => {
    const text = files.get(name);
    return text === undefined ? readSource(name, version) : ts.createSourceFile(name, text, version);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map((one) => `${one.file?.fileName}: ${ts.flattenDiagnosticMessageText(one.messageText, '\n')}`);
}

const value = fc.jsonValue({ maxDepth: 3 });
/** Fields that records share are what makes unions. */
const key = fc.oneof(fc.constantFrom('id', 'sku', 'lines', 'a b', '1'), fc.string());
const record = fc.dictionary(
  key.filter((name) => name !== '__proto__'),
  value,
  { maxKeys: 5, noNullPrototype: true },
);

it('every sample satisfies its type', { timeout: 240_000 }, async () => {
  const lists = fc.sample(fc.array(record, { minLength: 1, maxLength: 6 }), { numRuns: 60, seed: 7 });
  const files = new Map<string, string>();
  for (const [index, samples] of lists.entries()) {
    // A key __proto__ within a value is no field of a literal.
    const text = JSON.stringify(samples).replaceAll('"__proto__"', '"proto"');
    const code = await renderType('Sample', JSON.parse(text));
    files.set(`sample-${index}.ts`, `${code}\nexport const samples: Sample[] = ${text};\n`);
  }
  expect(compile(files)).toEqual([]);
});

const ORDERS =
  'export interface Order {\n  id: number | string;\n  sku?: string;\n  lines: Line[];\n}\n\nexport interface Line {\n  amount: number;\n}\n';
const ONE_ORDER = ORDERS.replace('number | string', 'number').replace('sku?', 'sku');
const records = [
  { id: 1, sku: 'a', lines: [{ amount: 1 }] },
  { id: '2', lines: [] },
];

it.each([
  ['NDJSON', 'orders.ndjson', records.map((one) => JSON.stringify(one)).join('\n')],
  ['a list of JSON', 'orders.json', JSON.stringify(records)],
  ['an event', 'event.json', JSON.stringify({ diy: true, function: 'tidy', options: { data: records } })],
  [
    'options alone',
    'options.json',
    JSON.stringify({ bearerToken: 'sample-token', settings: {}, postMapData: records }),
  ],
  ['lists of rows', 'rows.json', JSON.stringify(records.map((row) => [row]))],
  ['one record', 'order.json', JSON.stringify({ id: 1, sku: 'a', lines: [{ amount: 1 }] }), ONE_ORDER],
  ['one record with a list', 'data.json', '{"data":[1]}', 'export interface Order {\n  data: number[];\n}\n'],
])('the type of %s is printed', async (_, file, text, out = ORDERS) => {
  expect(await runHere(['types', write(file, text), '--name', 'Order'])).toEqual({ code: 0, out, err: '' });
});

it.each(['OrderId', 'Id', 'OrderURL', 'BOM'])('the type has exactly the name that is given: %s', async (name) => {
  const { out } = await runHere(['types', write('orders.json', '[{"id":1}]'), '--name', name]);
  expect(out).toBe(`export interface ${name} {\n  id: number;\n}\n`);
});

it('the type of CSV has texts, and the name of its file', async () => {
  const { out } = await runHere(['types', write('shop-orders.csv', 'id,sku\n1,a\n')]);
  expect(out).toBe('export interface ShopOrders {\n  id: string;\n  sku: string;\n}\n');
});

it('the type of fields with other letters is written without columns', async () => {
  const { out } = await runHere(['types', write('sizes.csv', 'order id,Größe,名\n1,2,3\n')]);
  expect(out).toBe('export interface Sizes {\n  "order id": string;\n  Größe: string;\n  名: string;\n}\n');
});

it('is written into a file, which --check then finds up to date, until the records change', async () => {
  const file = write('changing.json', JSON.stringify(records));
  const output = path('types/order.ts');
  expect(await runHere(['types', file, '--name', 'Order', '--check', output])).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^stale_types {2}.*order\.ts: found nothing, expected the output of .*--output /),
  });
  expect(await runHere(['types', file, '--name', 'Order', '--output', output])).toMatchObject({ code: 0, out: '' });
  expect(readFileSync(output, 'utf8')).toBe(ORDERS);
  expect(await runHere(['types', file, '--name', 'Order', '--check', output])).toMatchObject({ code: 0 });
  write('changing.json', JSON.stringify([...records, { id: 3 }]));
  expect(await runHere(['types', file, '--name', 'Order', '--check', output])).toMatchObject({
    code: 1,
    err: expect.stringMatching(
      /^stale_types {2}.*order\.ts: found other types than those of .*--output .*order\.ts\n$/,
    ),
  });
});

it.each([
  ['no records', 'none.json', '[]', 2, /^no_records {2}/],
  ['an event without records', 'saved.json', '{"bearerToken":"t","newResource":{"a":1}}', 2, /^no_records {2}/],
  ['numbers', 'numbers.json', '[1,2]', 2, /^invalid_records {2}.*record 1: found 1, expected an object\n$/],
  ['a null', 'null.json', '[{"id":1},null]', 2, /^invalid_records {2}.*record 2: found null, expected an object\n$/],
  ['records and rows', 'mixed.json', '[{"id":1},[{"id":2}]]', 2, /record 2: found \[{"id":2}\], expected an object\n$/],
  ['no JSON', 'broken.json', '[', 2, /^not_json {2}/],
  ['another ending', 'orders.txt', '', 2, /^unknown_format {2}/],
  ['an unreadable line', 'broken.ndjson', '{"id":1}\n{', 2, /^invalid_records {2}.*broken\.ndjson:2/],
])('a file with %s is refused', async (_, file, text, code, said) => {
  expect(await runHere(['types', write(file, text)])).toMatchObject({ code, err: expect.stringMatching(said) });
});

it('a file that is not there is refused', async () => {
  const { code, err } = await runHere(['types', path('missing.csv')]);
  expect([code, err]).toEqual([2, expect.stringMatching(/^no_file {2}.*missing\.csv: found nothing, expected a file/)]);
});

it.each([
  ['that TypeScript does not take', '1 Order', 'expected a name of a type, as in Order'],
  ['of a type of JavaScript', 'Array', 'expected a name that is no type of JavaScript, as in Order'],
])('a name %s is refused', async (_, name, expected) => {
  const { code, err } = await runHere(['types', write('orders.json', '[{}]'), '--name', name]);
  expect([code, err]).toEqual([2, `invalid_name  --name: found "${name}", ${expected}\n`]);
});
