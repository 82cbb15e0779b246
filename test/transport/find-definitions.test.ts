import { createRequire } from 'node:module';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { openChildProcess } from '../../src/transport/child-process.ts';
import { findDefinitions } from '../../src/transport/find-definitions.ts';
import { listPlaced } from '../../src/transport/list-placed.ts';
import { openHere } from '../../src/transport/open-here.ts';
import { buildFixture } from './build-fixture.ts';

const SOURCE = 'test/fixtures/definitions/functions.ts';

describe('the places where functions are written', () => {
  it('are those of a module’s files', async () => {
    const { functions = [], close } = await openChildProcess({ path: SOURCE, locates: true, output: 'ignore' });
    await close();
    expect(functions.map(({ name, place }) => [name, place])).toEqual([
      ['tidy', `${SOURCE}:6:21`],
      ['bound', undefined],
      ['first', `${SOURCE}:14:8`],
    ]);
  });

  it('are looked for on demand alone', async () => {
    const { functions = [], close } = await openChildProcess({ path: SOURCE, output: 'ignore' });
    await close();
    expect(functions.map(({ place }) => place)).toEqual([undefined, undefined, undefined]);
  });

  it('are those of the source, with the map of a bundle', async () => {
    process.setSourceMapsEnabled(true);
    const { tidy } = createRequire(import.meta.url)(await buildFixture(SOURCE));
    expect(await findDefinitions([tidy])).toEqual([{ place: expect.stringMatching(`^${SOURCE}:6:\\d+$`) }]);
  });

  it('are listed with the functions of a module', async () => {
    const { functions = [] } = await openHere({ path: SOURCE, list: listPlaced });
    expect(functions.map(({ name, place }) => [name, place])).toEqual([
      ['tidy', expect.stringContaining(`${SOURCE}:`)],
      ['bound', undefined],
      ['first', expect.stringContaining(`${SOURCE}:`)],
    ]);
  });

  it('are unknown for what is in no file, and leave nothing behind', async () => {
    const before = Object.getOwnPropertySymbols(globalThis);
    const found = await findDefinitions([Math.max, join, runInThisContext('() => 1')]);
    expect(found).toEqual([{}, {}, {}]);
    expect(Object.getOwnPropertySymbols(globalThis)).toEqual(before);
  });
});
