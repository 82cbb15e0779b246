import type { Context } from 'aws-lambda';
import { expect, it, vi } from 'vitest';
import * as extension from '../../src/index.ts';
import { readPage } from './page.ts';

it('The two changed lines of docs/migrating.md run an old module', async () => {
  const [, diff = ''] = /```diff\n([\s\S]*?)```/.exec(readPage('docs/migrating.md')) ?? [];
  const code = diff
    .slice(diff.indexOf(' // index.js'))
    .split('\n')
    .filter((line) => !line.startsWith('-'))
    .map((line) => line.slice(1))
    .join('\n');
  vi.spyOn(console, 'info').mockImplementation(() => {});
  const exports: { handler?: (event: unknown, context: Context) => Promise<unknown> } = {};
  const functions = {
    hello: (options: { name: string }, callback: extension.Callback<string>) => callback(null, options.name),
  };
  const require = (name: string) => (name === 'integrator-extension-lambda' ? extension : functions);
  new Function('require', 'exports', code)(require, exports);
  const event = { diy: true, function: 'hello', options: { name: 'Ada' } };
  expect(await exports.handler?.(event, {} as Context)).toBe('Ada');
  vi.restoreAllMocks();
});
