import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AnyRecord } from '../../../src/contracts/author-types.ts';
import type { Format } from '../../../src/simulator/flow/format.ts';
import { openRecordWriter } from '../../../src/simulator/records/writer.ts';
import { folderWith } from '../folder.ts';

/** The content of a file after these pages were written to it. */
async function written(name: string, pages: readonly unknown[][], format?: Format): Promise<string> {
  const path = join(folderWith(), name);
  const sink = await openRecordWriter(path, format);
  for (const page of pages) await sink.write(page as AnyRecord[]);
  await sink.close();
  return readFileSync(path, 'utf8');
}

const pages = [
  [
    { id: 1, name: 'Ōe' },
    { id: 2, name: 'a, "b"' },
  ],
  [],
  [[{ id: 3 }, { id: 3, name: true }]],
];

describe('a record writer', () => {
  it('writes NDJSON, one record per line', async () => {
    const lines = '{"id":1,"name":"Ōe"}\n{"id":2,"name":"a, \\"b\\""}\n[{"id":3},{"id":3,"name":true}]\n';
    expect(await written('out.ndjson', pages)).toBe(lines);
    expect(await written('out.txt', pages)).toBe(lines);
  });

  it('replaces a file as a whole when it is closed, and not at all if its records are dropped', async () => {
    const folder = folderWith({ 'out.ndjson': 'old' });
    const path = join(folder, 'out.ndjson');
    for (const end of ['discard', 'close'] as const) {
      const writer = await openRecordWriter(path);
      await writer.write([{ id: 1 }]);
      expect(readFileSync(path, 'utf8')).toBe('old');
      await writer[end]();
      await writer.discard();
      expect(readdirSync(folder)).toEqual(['out.ndjson']);
    }
    expect(readFileSync(path, 'utf8')).toBe('{"id":1}\n');
  });

  it('writes to a device as it is: no file takes its place', async () => {
    const writer = await openRecordWriter('/dev/null');
    await writer.write([{ id: 1 }]);
    await writer.close();
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it('writes JSON, one list', async () => {
    expect(JSON.parse(await written('out.json', pages))).toEqual(pages.flat());
    expect(JSON.parse(await written('out.txt', [], 'json'))).toEqual([]);
  });

  it('writes CSV with a head line, and each row of a record of rows as a line', async () => {
    expect(await written('out.csv', pages)).toBe('id,name\n1,Ōe\n2,"a, ""b"""\n3,\n3,true\n');
    expect(await written('out.csv', [[{ id: 1 }, { lines: [{ sku: 'A' }] }]])).toBe(
      'id,lines\n1,\n,"[{""sku"":""A""}]"\n',
    );
    expect(await written('out.csv', [])).toBe('');
  });

  it('names the record that doesn’t fit the columns of a CSV file', async () => {
    await expect(written('out.csv', [[{ id: 1 }], [{ id: 2, total: 5 }]])).rejects.toThrow(
      /\/out\.csv: found a field "total" in {"id":2,"total":5}, expected only id$/,
    );
  });

  it('writes concurrent pages in their order', async () => {
    const path = join(folderWith(), 'out.ndjson');
    const sink = await openRecordWriter(path);
    const ids = Array.from({ length: 100 }, (_, id) => id);
    await Promise.all(ids.map((id) => sink.write([{ id, text: 'x'.repeat((100 - id) * 100) }])));
    await sink.close();
    const read = readFileSync(path, 'utf8').trim().split('\n');
    expect(read.map((line) => JSON.parse(line).id)).toEqual(ids);
  });

  it('reports a file that cannot be opened or written', async () => {
    const path = join('/dev/null', 'missing', 'out.ndjson');
    await expect(openRecordWriter(path)).rejects.toThrow(`${path}: ENOTDIR: not a directory`);
    const full = await openRecordWriter('/dev/full');
    await expect(full.write([{ id: 1 }])).rejects.toThrow('/dev/full: ENOSPC: no space left on device');
    await expect(full.close()).rejects.toThrow('ENOSPC');
  });
});
