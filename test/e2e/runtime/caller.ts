import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { type FunctionSettings, type LambdaRuntime, startRuntime } from '../../../scripts/lambda-runtime/index.ts';

/** The versions of Node that all tests here run on. */
export const ENGINES = [22, 24] as const;

/** A running function. Each method calls it and resolves to the text of its answer. */
export interface Caller extends LambdaRuntime {
  /** Calls as integrator.io does: the address is the client context, the options are the payload. */
  call(address: object, options?: unknown): Promise<string>;
  /** Calls a function of the diy module in the same form. */
  diy(name: string, options?: unknown): Promise<string>;
  /** Calls as tools do that cannot send a client context. */
  send(event: unknown): Promise<string>;
  /** Calls with any text as the client context. */
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

/** Makes the expected text of a failed call: the runtime's error for a rejection with a string. Each error is JSON. */
export function formatRefusal(...errors: string[]): string {
  const message = `{"statusCode":422,"errors":[${errors.join(',')}]}`;
  return `{"errorType":"string","errorMessage":${JSON.stringify(message)},"trace":[]}`;
}
