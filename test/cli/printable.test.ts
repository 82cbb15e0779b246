import { expect, it } from 'vitest';
import { paint } from '../../src/cli/colors.ts';
import { toPrintableText } from '../../src/cli/printable.ts';
import { runHere } from '../cli/command-line.ts';

it('control characters are escaped, except for line breaks and the colours of the program', () => {
  const own = paint({ colours: true }, 'red', 'one\n\ttwo');
  expect(toPrintableText(own, true)).toBe(own);
  expect(toPrintableText(own, false)).toBe('\\u001b[31mone\n\ttwo\\u001b[39m');
  expect(toPrintableText('a\u001b]0;title\u0007b\u001b[8mc\r\u009bd\u202ee\u007f', true)).toBe(
    'a\\u001b]0;title\\u0007b\\u001b[8mc\\u000d\\u009bd\\u202ee\\u007f',
  );
});

it('an unknown name on the command line is printed without its control characters', async () => {
  const { err } = await runHere(['stub', 'pre\u001b[2J\u001b[31mMap']);
  expect(err).toContain('\\u001b[2J\\u001b[31mMap');
  expect(err).not.toContain('\u001b');
});
