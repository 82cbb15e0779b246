import type { Readable } from 'node:stream';

/** The most characters of a line. */
const LONGEST = 256 * 1024;

/** Passes a stream's text on, line by line. The rest of a line that is too long is left out, and counted. */
export function forwardLines(stream: Readable, onLine: (line: string) => void): void {
  let line = '';
  let left = 0;
  const end = () => {
    onLine(left > 0 ? `${line} [cut: ${left} more characters]` : line);
    line = '';
    left = 0;
  };
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    for (const [index, part] of text.split('\n').entries()) {
      if (index > 0) end();
      const room = LONGEST - line.length;
      line += part.slice(0, room);
      left += Math.max(0, part.length - room);
    }
  });
  stream.on('end', () => {
    if (line) end();
  });
}
