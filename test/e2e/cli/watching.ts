import { spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { PROGRAM } from '../../cli/command-line.ts';

/** A running command that watches. */
export interface WatchingCommand {
  /** Its output on stdout and stderr so far. */
  readonly said: () => string;
  /** Waits until it has printed a text. */
  readonly until: (what: RegExp) => Promise<void>;
  /** Presses Ctrl-C. Returns the exit code. */
  readonly stop: () => Promise<number | null>;
}

/** A running `simulate FLOW --watch`. */
export interface Watching extends WatchingCommand {
  /** The path of the report. */
  readonly url: string;
}

/** Starts `simulate FLOW --watch` with the built command line; the end of the test stops it. */
export async function watchFlow(cwd: string, ...args: string[]): Promise<Watching> {
  const watching = watchCommand(cwd, 'simulate', ...args);
  await watching.until(/the report is at \S+\n/);
  return { ...watching, url: /the report is at (\S+)/.exec(watching.said())?.[1] ?? '' };
}

/** Starts a command with `--watch` with the built command line; the end of the test stops it. */
export function watchCommand(cwd: string, ...args: string[]): WatchingCommand {
  const child = spawn(process.execPath, [PROGRAM, ...args, '--watch'], { cwd });
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
  return {
    said: () => said,
    until,
    stop: () => {
      child.kill('SIGINT');
      return ended;
    },
  };
}
