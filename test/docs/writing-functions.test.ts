import ts from 'typescript';
import { expect, it } from 'vitest';
import { define } from '../../src/index.ts';
import { createHarness } from '../../src/testing/index.ts';
import { listCode, readPage, runExports } from './page.ts';

it('The three styles of docs/writing-functions.md each answer', async () => {
  const code = listCode(readPage('docs/writing-functions.md'), 'ts').find((one) => one.includes('// Callback:')) ?? '';
  const { outputText } = ts.transpileModule(code.replaceAll(/^const /gm, 'export const '), {
    compilerOptions: { target: ts.ScriptTarget.ES2024, module: ts.ModuleKind.ESNext },
  });
  const module = runExports(outputText, { define });
  const call = createHarness(module).call as (name: string, options: object) => Promise<unknown>;
  expect(await call('priced', { postMapData: [{ id: 1 }] })).toEqual([{ data: { id: 1 } }]);
  expect(await call('named', { newResource: { name: ' Orders ' } })).toEqual({ name: 'Orders' });
  expect(await call('explained', { responseData: [{ statusCode: 200 }] })).toEqual([{ statusCode: 200 }]);
});
