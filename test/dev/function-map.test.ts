import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { choosePublicPlace, readFunctionMap } from '../../src/dev/function-map.ts';

function writePackage(text: string): string {
  const root = mkdtempSync(join(tmpdir(), 'dev-map-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  writeFileSync(join(root, 'package.json'), text);
  writeFileSync(join(root, 'index.ts'), '');
  return root;
}

const withFunctions = (functions: unknown) => writePackage(JSON.stringify({ 'integrator-extension': { functions } }));

test('names of Lambda functions are mapped to modules, and to connectors of them', () => {
  const root = withFunctions({ 'orders-diy': 'index.ts', shop: { module: 'index.ts', connector: 'c1' } });
  const path = join(root, 'index.ts');
  expect([...(readFunctionMap(root) ?? [])]).toEqual([
    ['orders-diy', { path }],
    ['shop', { path, connector: 'c1' }],
  ]);
});

test('a package without names has no map', () => {
  expect(readFunctionMap(writePackage('{}'))).toBeUndefined();
  expect(readFunctionMap(join(tmpdir(), 'nowhere'))).toBeUndefined();
});

test.each([
  [{ 'a b': 'index.ts' }, /package\.json: integrator-extension\.functions: .*a b/s],
  [{ orders: { modul: 'index.ts' } }, /package\.json: integrator-extension\.functions: /],
  [{ orders: 'other.ts' }, /functions\.orders: found no file .*other\.ts/],
])('%j is refused, with its place', (functions, message) => {
  expect(() => readFunctionMap(withFunctions(functions))).toThrow(message);
});

test('another setting of the package is let be, and an unknown one refused', () => {
  expect(readFunctionMap(writePackage('{ "integrator-extension": { "kinds": {} } }'))).toBeUndefined();
  const root = writePackage('{ "integrator-extension": { "function": {} } }');
  expect(() => readFunctionMap(root)).toThrow(
    'integrator-extension: found "function", expected functions or kinds; did you mean functions?',
  );
});

test('a file that is no JSON is named', () => {
  expect(() => readFunctionMap(writePackage('{'))).toThrow(/package\.json: ./);
});

test.each([
  ['the one of its connector', ['shop c1', 'diy', 'crm c2'], 'c2', 'crm'],
  ['the first without a connector', ['shop c1', 'diy', 'more'], undefined, 'diy'],
  ['the first without a connector, for an unknown one', ['shop c1', 'diy'], 'c3', 'diy'],
  ['the first, where each has a connector', ['shop c1', 'crm c2'], 'c3', 'shop'],
])('a call of a server stack goes to %s', (_, given, connector, expected) => {
  const places = given.map((text) => {
    const [path = '', own] = text.split(' ');
    return { path, ...(own !== undefined && { connector: own }) };
  });
  expect(choosePublicPlace(places, connector).path).toBe(expected);
});
