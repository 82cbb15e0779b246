import { Misread } from './misread.ts';

/** The most characters of a line: more than three times what a page may have in bytes. */
const LONGEST = 16 * 1024 * 1024;

/**
 * Splits chunks of text into lines, some at a time.
 * @throws Misread for a line that is too long, with its number and its length
 */
export async function* splitLines(chunks: AsyncIterable<string>): AsyncGenerator<string[]> {
  let number = 1;
  // The parts of a line that no chunk has ended yet: joined at its end, because it may have many.
  let parts: string[] = [];
  let length = 0;
  const refuse = () => {
    const found = `found a line of ${length.toLocaleString('en')} characters`;
    return new Misread(`:${number}`, `${found}, expected ${LONGEST.toLocaleString('en')} at most`);
  };
  for await (const text of chunks) {
    const end = text.indexOf('\n');
    length += end < 0 ? text.length : end;
    // Counted to its end, and not kept.
    if (length > LONGEST) {
      parts = [];
      if (end < 0) continue;
      throw refuse();
    }
    if (end < 0) {
      parts.push(text);
      continue;
    }
    const lines = [...parts, text].join('').split('\n');
    const rest = lines.pop() as string;
    parts = [rest];
    length = rest.length;
    yield lines;
    number += lines.length;
  }
  if (length > LONGEST) throw refuse();
  yield [parts.join('')];
}
