import { readFileSync } from 'node:fs';
import type { RunCommand } from '../command.ts';

/** `--version`: prints this package's version. */
export const run: RunCommand = async (_args, _options, io) => {
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
  io.out(version);
  return 0;
};
