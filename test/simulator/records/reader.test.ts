import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRecording } from '../../../src/recording/create-recording.ts';
import { flowSchema, type Source } from '../../../src/simulator/flow/schema.ts';
import { openRecordReader } from '../../../src/simulator/records/reader.ts';
import { folderWith } from '../folder.ts';

/** A source of a checked flow. */
function source(written: object): Source {
  return flowSchema.parse({ name: 'x', extension: { module: 'x.mjs' }, export: written, import: { echo: true } })
    .export;
}

async function read(written: object): Promise<unknown[][]> {
  const pages: unknown[][] = [];
  for await (const page of openRecordReader(source(written))) pages.push(page);
  return pages;
}

const fileWith = (name: string, text: string) => join(folderWith({ [name]: text }), name);

const writeBytes = (name: string, bytes: Buffer) => {
  const file = join(folderWith(), name);
  writeFileSync(file, bytes);
  return file;
};

const three = [{ id: 1, name: 'Ōe' }, [{ id: 2 }, { id: 2 }], { id: 3 }];

describe('a record reader', () => {
  it.each([
    ['given records', () => ({ records: three })],
    ['an NDJSON file', () => ({ file: fileWith('in.ndjson', three.map((one) => JSON.stringify(one)).join('\n')) })],
    [
      'a file by its format',
      () => ({ file: fileWith('in.txt', three.map((one) => `${JSON.stringify(one)}\n`).join('')), format: 'ndjson' }),
    ],
    [
      'an NDJSON file with empty lines, CRLF and a mark',
      () => ({ file: fileWith('in.jsonl', `\uFEFF${three.map((one) => `${JSON.stringify(one)}\r\n\r\n`).join('')}`) }),
    ],
    [
      'NDJSON files with marks, one after the other',
      () => ({ file: fileWith('in.jsonl', three.map((one) => `\uFEFF${JSON.stringify(one)}\n`).join('')) }),
    ],
    ['a JSON file', () => ({ file: fileWith('in.json', JSON.stringify(three, null, 2)) })],
  ])('gives the pages of %s', async (_, written) => {
    expect(await read({ ...written(), pageSize: 2 })).toEqual([three.slice(0, 2), three.slice(2)]);
  });

  it('gives the records of a recorded call', async () => {
    const call = { source: 'dev', address: { function: 'f' }, options: { data: three }, response: [], ms: 1 } as const;
    const file = fileWith('recording.json', JSON.stringify(createRecording(call)));
    expect(await read({ file, pageSize: 2 })).toEqual([three.slice(0, 2), three.slice(2)]);
  });

  it('tells the line at which a list breaks off after its first record', async () => {
    await expect(read({ file: fileWith('in.json', '[{"id":1},\n{"id":2') })).rejects.toThrow(/in\.json:2:/);
  });

  it('gives the pages of a CSV file, with quotes, line breaks and a byte order mark', async () => {
    const file = fileWith('in.csv', '\uFEFFid,name\r\n1,"Ada ""the"" Byron"\r\n\r\n2,"two\nlines"\r\n3,\r\n');
    expect(await read({ file, pageSize: 2 })).toEqual([
      [
        { id: '1', name: 'Ada "the" Byron' },
        { id: '2', name: 'two\nlines' },
      ],
      [{ id: '3', name: '' }],
    ]);
  });

  it.each([
    ['given records', () => ({ records: three })],
    ['an NDJSON file', () => ({ file: fileWith('in.ndjson', three.map((one) => JSON.stringify(one)).join('\n')) })],
    ['a JSON file', () => ({ file: fileWith('in.json', JSON.stringify(three)) })],
  ])('reports the part of %s that has been read', async (_, written) => {
    const opened = openRecordReader(source({ ...written(), pageSize: 1 }));
    const fractions = [opened.fraction()];
    for await (const _page of opened) fractions.push(opened.fraction());
    expect(fractions).toEqual([0, ...fractions.slice(1).sort((a, b) => a - b)]);
    expect(fractions.at(-1)).toBe(1);
  });

  it.each([
    ['records', () => ({ records: [] })],
    ['NDJSON', () => ({ file: fileWith('in.ndjson', '\n') })],
    ['JSON', () => ({ file: fileWith('in.json', '[]') })],
    ['CSV', () => ({ file: fileWith('in.csv', 'id,name\n') })],
  ])('has no page where there are no %s', async (_, written) => {
    expect(await read(written())).toEqual([]);
  });

  it('reads a large file as its pages are requested', async () => {
    const lines = Array.from({ length: 40_000 }, (_, id) => `{"id":${id},"name":"Łódź 😀 ${'x'.repeat(50)}"}\n`);
    const file = fileWith('in.ndjson', lines.join(''));
    const pages = await read({ file, pageSize: 999 });
    expect(pages.flat()).toEqual(lines.map((line) => JSON.parse(line)));
    expect(pages.slice(0, -1).every((page) => page.length === 999)).toBe(true);
    for await (const page of openRecordReader(source({ file }))) {
      expect(page).toHaveLength(20);
      break;
    }
  });

  it('returns any JSON that is written one record per line', () => {
    const record = fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.jsonValue()));
    const property = fc.asyncProperty(fc.array(record), fc.integer({ min: 1, max: 5 }), async (records, pageSize) => {
      const texts = records.map((one) => JSON.stringify(one));
      const file = fileWith('in.ndjson', texts.join('\n'));
      const pages = await read({ file, pageSize });
      expect(pages.flat().map((one) => JSON.stringify(one))).toEqual(
        texts.map((text) => JSON.stringify(JSON.parse(text))),
      );
    });
    return fc.assert(property, { numRuns: 50 });
  });

  it.each<[what: string, name: string, text: string, message: RegExp]>([
    ['NDJSON', 'in.ndjson', '{"id":1}\n\n{"id":', /\/in\.ndjson:3: .*JSON/],
    [
      'NDJSON',
      'in.ndjson',
      '{"id":1}\n5\n',
      /\/in\.ndjson:2: expected a record \(an object, or a list of rows\), found 5/,
    ],
    ['NDJSON', 'in.ndjson', '\uFEFF{"id"\n', /\/in\.ndjson:1: .*JSON/],
    ['JSON', 'in.json', '[\n{"id":1},\n{"id" 2}\n]', /\/in\.json:3:\d+: .*expected/],
    ['JSON', 'in.json', '{"id":1}', /\/in\.json: expected a list of records \(Top-level object should be an array\.\)/],
    [
      'JSON',
      'in.json',
      '[{}, "text"]',
      /\/in\.json, record 2: expected a record \(an object, or a list of rows\), found "text"/,
    ],
    ['CSV', 'in.csv', 'id,name\n1,a\n2,b,c\n', /\/in\.csv:3: Invalid Record Length/],
    [
      'CSV',
      'in.csv',
      'id,name,id\n1,a,2\n',
      /\/in\.csv:1: found the column "id" twice, expected a name of its own for each/,
    ],
    ['CSV', 'in.csv', 'id,name\n1,"a\n', /\/in\.csv:\d: Quote Not Closed/],
  ])('reports the place of a syntax error in %s', async (_, name, text, message) => {
    await expect(read({ file: fileWith(name, text) })).rejects.toThrow(message);
  });

  it.each([
    ['in.csv', 'id,city\n1,K\xf6ln\n', ':2'],
    ['in.ndjson', '{"id":1}\n{"id":2}\n{"city":"K\xf6ln"}', ':3'],
    ['in.json', '[{"id":1,\n"city":"K\xf6ln"}]', ':2'],
    ['in.csv', `id,city\n${'1,Rome\n'.repeat(100_000)}2,\xc3`, ':100002'],
  ])('stops at bytes in %s that are not UTF-8', async (name, text, place) => {
    const file = writeBytes(name, Buffer.from(text, 'latin1'));
    const message = `${file}${place}: found bytes that are not utf8; expected utf8, or export.encoding: utf8, win1252`;
    await expect(read({ file })).rejects.toThrow(message);
  });

  it.each<[string, Buffer]>([
    ['utf8', Buffer.from('\ufeffcity,n\nKöln €,1\n')],
    ['win1252', Buffer.concat([Buffer.from('city,n\nK\xf6ln ', 'latin1'), Buffer.from([0x80]), Buffer.from(',1\n')])],
    ['utf-16le', Buffer.from('\ufeffcity,n\nKöln €,1\n', 'utf16le')],
    ['macroman', Buffer.from('636974792c6e0a4b9a6c6e20db2c310a', 'hex')],
  ])('reads a file in %s', async (encoding, bytes) => {
    const [[record] = []] = await read({ file: writeBytes('in.csv', bytes), encoding });
    expect(record).toEqual({ city: 'Köln €', n: '1' });
  });

  it('reads Japanese in Shift JIS, and every byte of ISO 8859-1', async () => {
    const japanese = writeBytes('in.csv', Buffer.from('6369 74790a 938c8b9e 0a'.replaceAll(' ', ''), 'hex'));
    expect(await read({ file: japanese, encoding: 'shiftjis' })).toEqual([[{ city: '東京' }]]);
    const latin = writeBytes('in.csv', Buffer.from('city\nK\xf6ln \x80\n', 'latin1'));
    expect(await read({ file: latin, encoding: 'iso88591' })).toEqual([[{ city: 'Köln \x80' }]]);
  });

  it.each([
    ['shiftjis', Buffer.from('city\nRome\n\x81\n', 'latin1'), ':3'],
    ['utf-16le', Buffer.from('c\0i\0\n\0\x00\xd8x\0', 'latin1'), ''],
  ])('stops at bytes that are no %s', async (encoding, bytes, place) => {
    const file = writeBytes('in.csv', bytes);
    await expect(read({ file, encoding })).rejects.toThrow(`${file}${place}: found bytes that are not ${encoding}`);
  });

  it('stops at a record of a list that is larger than memory may be', { timeout: 120_000 }, async () => {
    const file = fileWith('in.json', `[{"id":1},{"text":"${'x'.repeat(40 * 1024 * 1024)}"}]`);
    await expect(read({ file })).rejects.toThrow(`${file}, record 2: found more than 33,554,432 characters`);
  });

  it('reads columns as the flow says: their delimiter, their head, the lines before them and white space', async () => {
    const file = fileWith('in.csv', 'Orders of May\n id ; name \n1; Ada \n');
    expect(await read({ file, csv: { delimiter: ';', skip: 1 } })).toEqual([[{ id: '1', name: ' Ada ' }]]);
    expect(await read({ file, csv: { delimiter: ';', skip: 1, trim: true } })).toEqual([[{ id: '1', name: 'Ada' }]]);
    const headless = { delimiter: ';', skip: 2, header: false };
    expect(await read({ file, csv: headless })).toEqual([[{ Column0: '1', Column1: ' Ada ' }]]);
  });

  it.each([
    ['\t', 'a tab'],
    [';', 'a semicolon'],
    ['|', 'a bar'],
  ])('refuses one column whose name holds %j: it has another delimiter', async (sign) => {
    const file = fileWith('in.csv', `id${sign}name${sign}qty\n1${sign}a${sign}2\n`);
    const found = JSON.stringify(`id${sign}name${sign}qty`);
    const message = `${file}:1: found one column, ${found}; expected export.csv.delimiter ${JSON.stringify(sign)}`;
    await expect(read({ file })).rejects.toThrow(message);
    expect(await read({ file, csv: { delimiter: sign } })).toEqual([[{ id: '1', name: 'a', qty: '2' }]]);
  });

  it('takes a name with the delimiter for one column, and a comma for another delimiter where it is none', async () => {
    const quoted = fileWith('in.csv', '"id;name"\n1\n');
    expect(await read({ file: quoted, csv: { delimiter: ';' } })).toEqual([[{ 'id;name': '1' }]]);
    const file = fileWith('in.csv', 'id,name\n1,a\n');
    await expect(read({ file, csv: { delimiter: ';' } })).rejects.toThrow(
      'found one column, "id,name"; expected export.csv.delimiter ","',
    );
  });

  it.each(['in.ndjson', 'in.json', 'in.csv'])('reports that %s is missing, or a folder', async (name) => {
    const file = join(folderWith(), name);
    await expect(read({ file })).rejects.toThrow(`${file}: ENOENT: no such file`);
    mkdirSync(file);
    await expect(read({ file })).rejects.toThrow(`${file}: EISDIR: illegal operation`);
  });

  it('reads a file or records: a wrapper has its own pages', () => {
    expect(() => openRecordReader(source({ wrapper: 'exportOrders' }))).toThrow('found a wrapper, expected a source');
  });

  it.each([
    ['export', { file: 'in.xml' }],
    ['import', { file: 'out' }],
  ])('refuses an unknown file extension in %s', (side, written) => {
    const flow = {
      name: 'x',
      extension: { module: 'x.mjs' },
      export: { records: [] },
      import: { echo: true },
      [side]: written,
    };
    expect(flowSchema.safeParse(flow).error?.issues).toMatchObject([
      { path: [side, 'file'], message: 'expected an ending of .json, .ndjson, .jsonl, .csv, or format' },
    ]);
  });
});

describe('a person is told of', () => {
  const noted = async (name: string, text: string) => {
    const file = fileWith(name, text);
    const notes: string[] = [];
    const reader = openRecordReader(source({ file }), (kind, message) =>
      notes.push(`${kind}: ${message.replace(file, name)}`),
    );
    for await (const _ of reader);
    return notes;
  };
  const lost = 'a lost integer';
  const none = 'a number that becomes null';
  const digits = 'found an integer beyond 2^53, whose last digits may be lost; expected it as a text';

  it.each([
    ['in.ndjson', '{"id":1}\n{"a":{"ids":[9007199254740993]}}\n', [`${lost}: in.ndjson:2, a.ids[0]: ${digits}`]],
    ['in.ndjson', '[{"x":-1e400}]', [`${none}: in.ndjson:1, [0].x: found a number beyond 1.8e308, which becomes null`]],
    [
      'in.ndjson',
      '{"id":9007199254740993,"x":1e400}',
      [
        `${lost}: in.ndjson:1, id: ${digits}`,
        `${none}: in.ndjson:1, x: found a number beyond 1.8e308, which becomes null`,
      ],
    ],
    ['in.json', '[{"id":1},{"id":9007199254740993}]', [`${lost}: in.json, record 2, id: ${digits}`]],
    ['in.ndjson', '{"id":9007199254740991,"text":"90071992547409931","pi":3.14159265358979312}', []],
    ['in.ndjson', '\n', ['an empty file: in.ndjson: found no record']],
    ['in.json', '[]', ['an empty file: in.json: found no record']],
    ['in.csv', 'id,name\n', ['an empty file: in.csv: found no record']],
  ])('what %s has: %s', async (name, text, notes) => {
    expect(await noted(name, text)).toEqual(notes);
  });

  it('records of a flow itself are told like those of a file', async () => {
    const notes: string[] = [];
    const records = [{ id: 1 }, { id: 2 ** 53, rate: Number.NaN }];
    const reader = openRecordReader(source({ records }), (kind, message) => notes.push(`${kind}: ${message}`));
    for await (const _ of reader);
    expect(notes).toEqual([
      `${lost}: record 2 of the flow, id: ${digits}`,
      `${none}: record 2 of the flow, rate: found NaN, which becomes null`,
    ]);
  });
});
