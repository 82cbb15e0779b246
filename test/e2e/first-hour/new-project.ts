import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, onTestFinished } from 'vitest';
import type { ProjectOptions } from '../../../src/cli/commands/init/flavour.ts';
import { emptyFolder, environment } from '../package/packed.ts';
import { toFolder } from './flavours.ts';

const home = emptyFolder();

/** Copies the new project of a flavour, with its packages installed. The copy is deleted after the tests of its file. */
export function copyProject(flavour: ProjectOptions): string {
  const folder = mkdtempSync(join(home, toFolder(flavour)));
  cpSync(join(inject('projects'), toFolder(flavour)), folder, { recursive: true });
  symlinkSync(inject('packages'), join(folder, 'node_modules'));
  return folder;
}

/** A command that goes on until the test ends. */
interface StartedCommand {
  /** All that it has printed, stdout and stderr. */
  readonly printed: () => string;
  /** Waits until it has printed something. */
  readonly waitFor: (text: string | RegExp) => Promise<void>;
}

/** Starts a command, which is ended after the test. */
export function startCommand(
  folder: string,
  command: readonly [string, ...string[]],
  env: Readonly<Record<string, string>> = {},
): StartedCommand {
  const [program, ...args] = command;
  // A group of its own: npm starts the command in a shell.
  const child = spawn(program, args, { cwd: folder, env: { ...environment(), ...env }, detached: true });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
  onTestFinished(async () => {
    if (child.exitCode !== null || child.pid === undefined) return;
    const ended = once(child, 'exit');
    process.kill(-child.pid, 'SIGTERM');
    await ended;
  });
  return {
    printed: () => said,
    waitFor: (text) => expect.poll(() => said, { message: command.join(' ') }).toMatch(text),
  };
}
