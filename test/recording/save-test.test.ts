import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listRecords } from '../../src/recording/list-records.ts';
import type { Recording } from '../../src/recording/recording.ts';
import { saveTest } from '../../src/recording/save-test.ts';
import { createFolder } from '../cli/command-line.ts';

const { folder, write } = createFolder({
  'package.json': '{"devDependencies":{"vitest":"5.0.0"}}',
  'src/index.ts': 'export const tidy = () => 1;',
  'src/object.js': 'export default { tidy: () => 1 };',
  'src/apps.ts': 'export const connectors = { a: {} };',
  'node/package.json': '{}',
});

let count = 0;
const recording = (more: Partial<Recording> = {}): Recording => ({
  version: 1,
  id: `2026-11-30T16-05-12-345Z-000${count++}`,
  when: '2026-11-30T16:05:12.345Z',
  source: 'dev',
  address: { function: 'tidy', diy: true },
  options: {},
  response: 1,
  logs: [],
  findings: [],
  ms: 1,
  bytes: { options: 2, response: 1 },
  http: [],
  ...more,
});

/** Writes a test, and returns its code. */
function save(name: string, recordings: readonly Recording[], module = 'src/index.ts', more = {}): string {
  const [file = '', ...copies] = saveTest(recordings, join(folder, name), { module: join(folder, module), ...more });
  expect(copies).toHaveLength(recordings.length);
  for (const copy of copies) expect(existsSync(copy)).toBe(true);
  return readFileSync(file, 'utf8');
}

describe('a saved test', () => {
  it('replays a copy of each recording, with the settings of the replay', () => {
    const [one, other] = [recording(), recording({ address: { function: "it's", diy: true } })];
    const code = save('test/two.test.ts', [one, other], 'src/index.ts', { at: true, ignore: ['response.at'] });
    expect(code).toContain("import { test } from 'vitest';");
    expect(code).toContain("import * as extension from '../src/index.ts';");
    expect(code).toContain('createHarness(extension);');
    expect(code).toContain(`test('tidy answers as on ${one.when}'`);
    const settings = "    ignore: ['response.at'],\n    at: true,\n";
    expect(code).toContain(
      `  await replay(new URL('recordings/${one.id}.json', import.meta.url), {\n${settings}  });\n`,
    );
    expect(code).toContain("test('it\\'s answers");
    expect(JSON.parse(readFileSync(join(folder, 'test/recordings', `${other.id}.json`), 'utf8'))).toEqual(other);
  });

  it('of a failed call demands an answer', () => {
    const code = save('test/failed.test.ts', [recording({ problems: [{ message: 'No.' }] })]);
    expect(code).toContain("import.meta.url), { expects: 'answer' })");
    expect(code).toContain('tidy answers the call that failed on 2026');
  });

  it('is for node:test in a project without vitest', () => {
    expect(save('node/test/one.test.ts', [recording()])).toContain("import { test } from 'node:test';");
    expect(save('node/beside.test.js', [recording()], 'node/package.json')).toContain("from './package.json'");
  });

  it('imports a default export as such, and hosts a connector as it was called', () => {
    const app = recording({ address: { function: 'tidy', _connectorId: 'a' } });
    expect(save('test/default.test.js', [app], 'src/object.js')).toContain('import extension from');
    expect(save('test/hosted.test.js', [app])).toContain(
      'createHarness({ connectors: { a: extension } })'.replace('a:', "'a':"),
    );
    expect(save('test/apps.test.ts', [app], 'src/apps.ts')).toContain("createHarness(extension, { connector: 'a' })");
    const mixed = () => save('test/mixed.test.ts', [app, recording()]);
    expect(mixed).toThrow('found recordings of a and none, expected one');
    expect(() => save('test/mixed.test.ts', [recording(), app])).toThrow(
      'found recordings of no connector and a, expected one',
    );
    expect(existsSync(join(folder, 'test/mixed.test.ts'))).toBe(false);
  });

  it('overwrites no file, and is code', () => {
    const file = write('test/own.test.ts', 'mine');
    expect(() => save('test/own.test.ts', [recording()])).toThrow('own.test.ts: found a file, expected none');
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect(() => save('test/own.json', [recording()])).toThrow('expected a file that ends in .ts, .js or .mjs');
  });
});

it('the records of a recording are those that were sent, else those that were answered', () => {
  expect(listRecords({ options: { postMapData: [1], other: [2] } })).toEqual([1]);
  expect(listRecords({ options: { state: {} }, response: { data: [3] } })).toEqual([3]);
  expect(listRecords({ options: null, response: [{}] })).toEqual([]);
});
