import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { type FunctionSettings, type LambdaRuntime, startRuntime } from '../../../scripts/lambda-runtime/index.ts';

/** The runtimes that everything here has to hold on. */
export const ENGINES = [22, 24] as const;

/** A running function and the ways to call it, each of which resolves to the very text that came back. */
export interface Caller extends LambdaRuntime {
  /** As integrator.io calls: the address as the client context, the options as the payload. */
  call(address: object, options?: unknown): Promise<string>;
  /** The same, to a function of the diy module. */
  diy(name: string, options?: unknown): Promise<string>;
  /** As tools call that can send no client context. */
  send(event: unknown): Promise<string>;
  /** With a client context of any text. */
  sendWith(clientContext: string, event: unknown): Promise<string>;
}

type Settings = Omit<FunctionSettings, 'folder' | 'handler'>;

/** Starts the handler that a folder's index.mjs exports. */
export async function startCaller(folder: string, settings: Settings): Promise<Caller> {
  const runtime = await startRuntime({ folder, handler: 'index.handler', ...settings });
  const client = new LambdaClient({
    endpoint: runtime.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    maxAttempts: 1,
  });
  const invoke = async (event: unknown, clientContext?: string) => {
    const request = {
      FunctionName: 'function',
      InvocationType: 'RequestResponse',
      Payload: JSON.stringify(event),
      ...(clientContext === undefined ? {} : { ClientContext: Buffer.from(clientContext).toString('base64') }),
    } as const;
    const { Payload } = await client.send(new InvokeCommand(request));
    return Payload?.transformToString() ?? '';
  };
  const call = (address: object, options: unknown = {}) => invoke(options, JSON.stringify(address));
  return {
    ...runtime,
    call,
    diy: (name, options) => call({ diy: true, function: name }, options),
    send: (event) => invoke(event),
    sendWith: (clientContext, event) => invoke(event, clientContext),
    async stop() {
      client.destroy();
      await runtime.stop();
    },
  };
}

/** What a failed call is on the wire: what the runtime makes of a rejection with a string. Each error is JSON. */
export function refusal(...errors: string[]): string {
  const message = `{"statusCode":422,"errors":[${errors.join(',')}]}`;
  return `{"errorType":"string","errorMessage":${JSON.stringify(message)},"trace":[]}`;
}
