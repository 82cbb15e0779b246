import { expect, it } from 'vitest';
import { readEvents, type ServerEvent } from '../../../src/dev/page/read-events.ts';

/** Reads what arrives in these chunks. */
async function read(...chunks: readonly Uint8Array<ArrayBuffer>[]) {
  const events: ServerEvent[] = [];
  for await (const event of readEvents(ReadableStream.from(chunks))) events.push(event);
  return events;
}

const encode = (text: string) => new TextEncoder().encode(text);

it('reads events with their names, ids and lines of data', async () => {
  const text = 'event: calls\nid: a:1\ndata: {}\n\ndata: one\ndata:two\n\n: a comment\n\nevent: empty\n\n';
  expect(await read(encode(text))).toEqual([
    { name: 'calls', data: '{}', id: 'a:1' },
    { name: 'message', data: 'one\ntwo', id: 'a:1' },
  ]);
});

it('reads events however they are cut, also within a character, and leaves out a half one at the end', async () => {
  const bytes = encode('event: build\ndata: “é\u2028”: 1\n\ndata: half\n');
  const chunks = Array.from(bytes, (byte) => Uint8Array.of(byte));
  expect(await read(...chunks)).toEqual([{ name: 'build', data: '“é\u2028”: 1', id: '' }]);
});

it('throws when the connection breaks', async () => {
  const broken = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: (controller) => controller.error(new Error('reset')),
  });
  await expect(readEvents(broken).next()).rejects.toThrow('reset');
});
