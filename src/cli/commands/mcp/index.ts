import { mkdtempSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { CliError } from '../../cli-error.ts';
import type { RunCommand } from '../../command.ts';
import { killCommands } from './run-command.ts';
import { createServer } from './server.ts';

/** `mcp`: serves the commands of an author's loop to an assistant, until stdin ends. */
export const run: RunCommand = async ([dir = '.'], { deadline }, io) => {
  const root = findRoot(dir);
  const scratch = mkdtempSync(join(realpathSync(tmpdir()), 'integrator-extension-'));
  // Whatever ends this process ends the commands.
  process.once('exit', () => {
    killCommands();
    rmSync(scratch, { recursive: true, force: true });
  });
  const server = createServer({
    root,
    scratch,
    blocker: new URL(`./block-network${extname(import.meta.filename)}`, import.meta.url).href,
    program: process.argv[1] as string,
    deadline: Number(deadline),
    version: readVersion(),
  });
  server.server.onerror = ({ message }) => io.err(`protocol_error  ${message}`);
  if (process.stdin.isTTY) io.err('an assistant starts this command: docs/assistants.md says how to connect one');
  const ended = new Promise<void>((end) => process.stdin.once('end', end).once('close', end));
  await server.connect(new StdioServerTransport());
  await ended;
  await server.close();
  return 0;
};

/** @throws CliError for what is no folder */
function findRoot(dir: string): string {
  if (statSync(dir, { throwIfNoEntry: false })?.isDirectory()) return realpathSync(dir);
  throw new CliError('no_folder', `${dir}: found no folder, expected the folder of a project`, 2);
}

function readVersion(): string {
  return JSON.parse(readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8')).version;
}
