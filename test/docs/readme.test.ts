import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { define } from '../../src/index.ts';
import { createHarness } from '../../src/testing/index.ts';
import { listCode, readPage, runExports } from './page.ts';

const page = readPage('README.md');

describe('README.md', () => {
  it('has at most 200 lines', () => {
    expect(page.split('\n').length).toBeLessThanOrEqual(201);
  });

  it('has a first function that trims the SKU and ignores cancelled orders', async () => {
    const [code = ''] = listCode(page, 'ts');
    const { outputText } = ts.transpileModule(code, {
      compilerOptions: { target: ts.ScriptTarget.ES2024, module: ts.ModuleKind.ESNext },
    });
    const module = runExports(outputText, { define });
    const call = createHarness(module).call as (name: string, options: object) => Promise<unknown>;
    expect(
      await call('tidyOrders', {
        data: [
          { id: 1, sku: ' A ' },
          { id: 2, sku: 'B', cancelled: true },
        ],
      }),
    ).toEqual([{ data: { id: 1, sku: 'A' } }, {}]);
  });
});
