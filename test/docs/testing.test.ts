import assert from 'node:assert/strict';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { define } from '../../src/index.ts';
import { createHarness } from '../../src/testing/index.ts';
import { listCode, readPage, runExports } from './page.ts';

const [code = ''] = listCode(readPage('docs/testing.md'), 'ts');

/** The module that the page's tests are about. */
const orders = {
  tidyOrders: define.preMap(({ data }) => data.map((order) => (order.cancelled ? {} : { data: order }))),
  askWarehouse: () => new Promise(() => {}),
};

describe('The tests of docs/testing.md', () => {
  const tests: { name: string; run: () => Promise<void> }[] = [];
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { target: ts.ScriptTarget.ES2024, module: ts.ModuleKind.ESNext },
  });
  const test = (name: string, run: () => Promise<void>) => tests.push({ name, run });
  runExports(outputText, { test, assert, createHarness, orders });

  it('are two', () => expect(tests).toHaveLength(2));
  it.each(tests)('pass: $name', ({ run }) => run());
});
