import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { sourceFiles } from '../../../src/cli/commands/init/sources.ts';
import { compileTexts } from './compile-texts.ts';

const test = fileURLToPath(new URL('../../', import.meta.url));
const flavour = { language: 'ts', kind: 'diy', generation: '2.0', target: 'lambda' } as const;
const files = new Map(sourceFiles(flavour).map(([path, code]) => [path.replace('src/', ''), toBuilt(code)]));

/** With the built types, as in an author's project. */
function toBuilt(code: string): string {
  return code.replace("'integrator-extension-lambda'", "'../../dist/types/index.js'");
}

const mistakes = [
  ['hooks.ts', 'customer: order.customer.trim()', 'customer: order.total'],
  ['hooks.ts', '{ data: { ...order', '{ dta: { ...order'],
  ['hooks.ts', 'return {};', 'return;'],
  ['hooks.ts', 'return { data: { ...order, customer: order.customer.trim() } };', 'return order;'],
  ['wrappers.ts', '{ statusCode: 200 };', '{ statusCode: 403 };'],
  ['wrappers.ts', '{ statusCode: 401, errors', '{ errors'],
  ['wrappers.ts', 'lastPage: true', 'lastpage: true'],
  ['wrappers.ts', 'return { data, lastPage: true }', 'return data'],
  ['wrappers.ts', 'after: last.id', 'after: last.sku'],
  ['wrappers.ts', 'id: String(order.externalId)', 'id: 1'],
  ['wrappers.ts', 'statusCode: 422, errors: [{ code', 'statusCode: 422, errors: [{ cod'],
] as const;

const texts = new Map<string, string>();
for (const [index, [file, right, wrong]] of mistakes.entries()) {
  for (const [name, code] of files) {
    texts.set(`${test}project-${index}/${name}`, name === file ? code.replace(right, wrong) : code);
  }
}
const errors = compileTexts(texts);
const unchanged = compileTexts(new Map([...files].map(([name, code]) => [`${test}project/${name}`, code])));
const paths = [...texts.keys()];

it.each(mistakes.map(([file, right, wrong], index) => [right, wrong, file, index] as const))(
  'in a new project, the compiler reports a mistake on its line, in at most three lines: %s as %s',
  (right, _, file, index) => {
    const at = paths.indexOf(`${test}project-${index}/${file}`);
    const lines = String(files.get(file)).split('\n');
    const line = lines.findIndex((one) => one.includes(right)) + 1;
    expect(line).toBeGreaterThan(0);
    expect(errors[at]).toEqual([{ line, said: expect.any(Array) }]);
    expect(errors[at]?.[0]?.said.length).toBeLessThanOrEqual(3);
  },
);

it('the project itself compiles', () => {
  expect(unchanged.flat()).toEqual([]);
});
