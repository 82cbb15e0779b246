/** AWS on this machine: moto's server with the resource types that template.yaml needs, and AWS CLI to ask it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { pythonTool } from '../python-tools.ts';

/** A running moto. */
export interface Moto {
  /** For `AWS_ENDPOINT_URL`: every service of every region. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const POLL_MS = 100;

/** Installs moto and returns its `bin` folder. */
export const motoTool = (): string => pythonTool('moto', ['moto[server]==5.2.5']);

/** Installs AWS CLI and returns its `bin` folder. */
export const awsTool = (): string => pythonTool('awscli', ['awscli==1.46.3']);

/**
 * Starts moto on a free port of this machine, and waits until it answers.
 * @throws Error with moto's own words if it ends before that
 */
export async function startMoto(): Promise<Moto> {
  const port = await findFreePort();
  const script = fileURLToPath(new URL('moto_server.py', import.meta.url));
  const child = spawn(join(motoTool(), 'python'), [script, '-H', '127.0.0.1', '-p', String(port)], {
    env: { PATH: process.env.PATH, PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words += text;
  });
  const killAtExit = () => child.kill('SIGKILL');
  process.once('exit', killAtExit);
  const closed = once(child, 'close');
  const url = `http://127.0.0.1:${port}`;
  while (!(await answers(url))) {
    if (child.exitCode !== null) throw new Error(`Starting moto: expected it to listen on ${url}, found\n${words}`);
    await sleep(POLL_MS);
  }
  return {
    url,
    async stop() {
      process.removeListener('exit', killAtExit);
      child.kill('SIGKILL');
      await closed;
    },
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/moto-api/data.json`)).ok;
  } catch {
    return false;
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as { port: number };
  await once(server.close(), 'close');
  return port;
}
