import { spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { PROGRAM } from '../../cli/command-line.ts';

/** A running command that watches. */
export interface Watching {
  /** The path of the report. */
  readonly url: string;
  /** Its output on stdout and stderr so far. */
  readonly said: () => string;
  /** Waits until it has printed a text. */
  readonly until: (what: RegExp) => Promise<void>;
  /** Presses Ctrl-C. Returns the exit code. */
  readonly stop: () => Promise<number | null>;
}

/** Starts `simulate FLOW --watch` with the built command line; the end of the test stops it. */
export async function watchFlow(cwd: string, ...args: string[]): Promise<Watching> {
  const child = spawn(process.execPath, [PROGRAM, 'simulate', ...args, '--watch'], { cwd });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  onTestFinished(() => {
    child.kill('SIGTERM');
    return ended.then(() => {});
  });
  let said = '';
  let hear = () => {};
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      hear();
    });
  }
  const until = (what: RegExp) =>
    new Promise<void>((heard) => {
      hear = () => void (what.test(said) && heard());
      hear();
    });
  await until(/the report is at \S+\n/);
  return {
    url: /the report is at (\S+)/.exec(said)?.[1] ?? '',
    said: () => said,
    until,
    stop: () => {
      child.kill('SIGINT');
      return ended;
    },
  };
}
