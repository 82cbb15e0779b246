import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { createEnvironment, type FunctionSettings, nodeFlagsOf } from '../../../scripts/lambda-runtime/environment.ts';
import { installRuntime } from '../../../scripts/lambda-runtime/install.ts';

/** The header with which X-Ray samples a call: the trace and its sender. */
export const TRACE = 'Root=1-5f000000-0123456789abcdef01234567;Parent=0123456789abcdef;Sampled=1';

/**
 * Calls functions of a diy module one after the other, through the real runtime client, and returns the bodies of their
 * answers. The emulator drops the header of a trace, so Lambda's Runtime API is served here.
 */
export async function callTraced(
  settings: FunctionSettings,
  names: readonly string[],
  event: object,
): Promise<unknown[]> {
  const { client, node } = installRuntime();
  const answers: unknown[] = [];
  const { promise: ended, resolve: end, reject } = Promise.withResolvers<void>();
  let sent = 0;
  const api = createServer(async (request, response) => {
    if (request.method === 'GET') {
      const name = names[sent++];
      // The client waits for a call that never comes.
      if (name === undefined) return end();
      const headers = {
        'content-type': 'application/json',
        'lambda-runtime-aws-request-id': `${sent}`,
        'lambda-runtime-deadline-ms': `${Date.now() + 60_000}`,
        'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:us-east-1:000000000000:function:function',
        'lambda-runtime-client-context': JSON.stringify({ diy: true, function: name }),
        'lambda-runtime-trace-id': TRACE,
      };
      return void response.writeHead(200, headers).end(JSON.stringify(event));
    }
    answers.push(await json(request));
    response.writeHead(202).end();
  }).listen(0, '127.0.0.1');
  await once(api, 'listening');
  const { port } = api.address() as AddressInfo;
  const env = { ...createEnvironment(settings), AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}` };
  const child = spawn(node[settings.node], [...nodeFlagsOf(settings), client], {
    cwd: settings.folder,
    env,
    stdio: 'ignore',
  });
  child.once('exit', (code, signal) => reject(new Error(`The runtime client ended: ${code ?? signal}.`)));
  onTestFinished(() => {
    child.kill('SIGKILL');
    api.close();
    api.closeAllConnections();
  });
  await ended;
  return answers;
}
