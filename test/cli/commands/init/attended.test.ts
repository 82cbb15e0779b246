import { describe, expect, it } from 'vitest';
import { isAttended } from '../../../../src/cli/commands/init/attended.ts';

const terminal = { stdin: { isTTY: true }, stderr: { isTTY: true }, env: { TERM: 'xterm' } };

describe('isAttended', () => {
  it.each([
    ['a terminal', {}, true],
    ['a terminal where CI is turned off', { env: { CI: 'false' } }, true],
    ['a pipe to read from', { stdin: {} }, false],
    ['a file for errors', { stderr: {} }, false],
    ['a terminal that moves no cursor', { env: { TERM: 'dumb' } }, false],
    ['a CI with a terminal', { env: { CI: 'true' } }, false],
  ])('knows of %s whether a person can be asked', (_, part, expected) => {
    expect(isAttended({ ...terminal, ...part })).toBe(expected);
  });
});
