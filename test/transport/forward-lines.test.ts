import { PassThrough } from 'node:stream';
import { finished } from 'node:stream/promises';
import { expect, it } from 'vitest';
import { forwardLines } from '../../src/transport/forward-lines.ts';

/** The lines of chunks. */
async function split(...chunks: readonly (string | Buffer)[]): Promise<string[]> {
  const stream = new PassThrough();
  const lines: string[] = [];
  forwardLines(stream, (line) => lines.push(line));
  for (const chunk of chunks) stream.write(chunk);
  stream.end();
  await finished(stream);
  return lines;
}

it('a stream is passed on line by line, however it is cut into chunks', async () => {
  expect(await split('one\ntw', 'o\n\nthree')).toEqual(['one', 'two', '', 'three']);
  expect(await split()).toEqual([]);
  const [first, second] = [Buffer.from('ü\n').subarray(0, 1), Buffer.from('ü\n').subarray(1)];
  expect(await split(first, second)).toEqual(['ü']);
});

it('the rest of a line that is too long is left out, and counted', async () => {
  const chunk = 'x'.repeat(200 * 1024);
  const [line = '', next] = await split(chunk, chunk, '\nnext');
  expect(line.length).toBeLessThan(257 * 1024);
  expect(line).toMatch(/^x{262144} \[cut: 147456 more characters\]$/);
  expect(next).toBe('next');
});
