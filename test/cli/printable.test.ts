import { expect, it } from 'vitest';
import { paint } from '../../src/cli/colors.ts';
import { toPrintableText } from '../../src/cli/printable.ts';
import { runHere } from '../cli/command-line.ts';

it('control characters are escaped, except for line breaks and the colours of the program', () => {
  const own = paint({ colours: true }, 'red', 'one\n\ttwo');
  expect(toPrintableText(own)).toBe(own);
  expect(toPrintableText('a\u001b]0;title\u0007b\u001b[8mc\r\u009bd\u202ee\u007f')).toBe(
    'a\\u001b]0;title\\u0007b\\u001b[8mc\\u000d\\u009bd\\u202ee\\u007f',
  );
});

it('an unknown name on the command line is printed without its control characters', async () => {
  const { err } = await runHere(['stub', 'pre\u001b[2JMap']);
  expect(err).toContain('\\u001b[2J');
  expect(err).not.toContain('\u001b');
});
