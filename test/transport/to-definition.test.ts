import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { toDefinition } from '../../src/transport/to-definition.ts';
import { buildFixture } from './build-fixture.ts';

const SOURCE = 'test/fixtures/definitions/functions.ts';

const find = (url: string, lineNumber = 5, columnNumber = 20) =>
  toDefinition({ scriptId: '7', lineNumber, columnNumber }, new Map([['7', url]])).place;

it('counts lines and columns from 1, and shortens paths and URLs', () => {
  expect(find(pathToFileURL(SOURCE).href)).toBe(`${SOURCE}:6:21`);
  expect(find(join(process.cwd(), SOURCE))).toBe(`${SOURCE}:6:21`);
});

it('leads from a bundle to the source, where its map knows it', async () => {
  process.setSourceMapsEnabled(true);
  const bundle = await buildFixture(SOURCE);
  createRequire(import.meta.url)(bundle);
  expect(find(bundle, 9, 0)).toMatch(/^test\/fixtures\/definitions\/functions\.ts:\d+:\d+$/);
});

it('says nothing of what is in no file', () => {
  expect(find('node:path')).toBeUndefined();
  expect(find('')).toBeUndefined();
  expect(toDefinition(undefined, new Map())).toEqual({});
});
