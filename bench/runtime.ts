import { readdirSync, readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { type LambdaRuntime, startRuntime } from '../scripts/lambda-runtime/index.ts';
import { type FunctionName, findFolder } from './functions.ts';

/** A Lambda function behind the real runtime client, without its stdout. */
export interface Hosted {
  /** Resolves to the bytes of the answer; rejects if the call failed. */
  readonly invoke: (options: string) => Promise<number>;
  readonly pid: () => number;
  readonly stop: () => Promise<void>;
}

const ADDRESS = Buffer.from('{"diy":true,"function":"answer"}').toString('base64');

/** Prepares a built function; its process begins with the first call. */
export async function host(folder: string): Promise<Hosted> {
  const runtime = await startRuntime({ folder, handler: 'index.handler', node: 24, quiet: true });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    invoke: (options) => post(runtime, agent, options),
    pid: () => runtime.pid() ?? Number.NaN,
    async stop() {
      agent.destroy();
      await runtime.stop();
    },
  };
}

/** Builds functions and prepares each of them. */
export async function hostAll<N extends FunctionName>(names: readonly N[]): Promise<Record<N, Hosted>> {
  const hosted = {} as Record<N, Hosted>;
  for (const name of names) hosted[name] = await host(await findFolder(name));
  return hosted;
}

function post(runtime: LambdaRuntime, agent: Agent, body: string): Promise<number> {
  const url = `${runtime.endpoint}/2015-03-31/functions/function/invocations`;
  const headers = { 'x-amz-client-context': ADDRESS, 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers }, (reply) => {
      let bytes = 0;
      const start: Buffer[] = [];
      reply.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (start.length === 0) start.push(chunk);
      });
      reply.on('error', reject).on('end', () => {
        const text = Buffer.concat(start).toString();
        if (reply.statusCode !== 200 || text.includes('"errorMessage"')) {
          reject(new Error(`Calling a function: found ${reply.statusCode} ${text.slice(0, 300)}\n${runtime.logs()}`));
        } else resolve(bytes);
      });
    });
    sent.on('error', reject).end(body);
  });
}

/** Milliseconds that all threads of a process have been busy. */
export function readBusyTime(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const spent = threads.map((thread) => {
    try {
      return Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]);
    } catch {
      return 0;
    }
  });
  return spent.reduce((sum, nanoseconds) => sum + nanoseconds, 0) / 1e6;
}

/** The peak memory of a process, in MB. */
export function readPeakMemory(pid: number): number {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}
