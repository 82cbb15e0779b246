import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Lambda from '@aws-sdk/client-lambda';
import { enforce } from '../contracts/judge.ts';
import { readOptions } from '../core/options.ts';
import type { Problem } from '../errors.ts';
import { invalidResponse } from '../failures.ts';
import { type Reply, readErrors } from '../testing/exchange.ts';
import { toBase64 } from '../transport/address.ts';
import type { Call, Called } from './call.ts';
import { CommandError } from './command.ts';

/** A deployed function, and how to get at it; what isn't said is as in the AWS configuration of whoever runs this. */
export interface Deployed {
  readonly functionName: string;
  readonly region: string | undefined;
  readonly profile: string | undefined;
  readonly endpointUrl: string | undefined;
}

/** Lambda takes no longer client context. */
const LONGEST = 3_583;

/**
 * Makes a call to a deployed function as integrator.io does, once, and holds the response to the contract of its kind.
 * @throws CommandError where the call does not get as far as the function
 */
export async function callDeployed(call: Call, kind: string | undefined, deployed: Deployed): Promise<Called> {
  const clientContext = toBase64(call.address);
  if (clientContext.length > LONGEST) {
    const found = `found ${clientContext.length} characters in base64, expected ${LONGEST} at most`;
    throw new CommandError('client_context_too_large', `the address of ${call.address.function}: ${found}`, 2);
  }
  const started = performance.now();
  const output = await invoke(call, clientContext, deployed);
  const reply = toReply(output, call.options, kind);
  return { reply, ms: Math.round(performance.now() - started), logs: [] };
}

async function invoke(call: Call, clientContext: string, deployed: Deployed): Promise<Lambda.InvokeCommandOutput> {
  const { InvokeCommand, LambdaClient } = await loadSdk();
  const { functionName, region, profile, endpointUrl } = deployed;
  const client = new LambdaClient({
    ...(region && { region }),
    ...(profile && { profile }),
    ...(endpointUrl && { endpoint: endpointUrl }),
    // Sent twice, a page would be imported twice.
    maxAttempts: 1,
    requestHandler: { requestTimeout: call.timeout, throwOnRequestTimeout: true },
  });
  const command = new InvokeCommand({
    FunctionName: functionName,
    InvocationType: 'RequestResponse',
    ClientContext: clientContext,
    Payload: Buffer.from(JSON.stringify(call.options)),
  });
  try {
    return await client.send(command);
  } catch (thrown) {
    const { name, message } = thrown as Error;
    throw new CommandError(name, `${functionName}: ${message}`);
  } finally {
    client.destroy();
  }
}

function toReply({ FunctionError, Payload }: Lambda.InvokeCommandOutput, options: unknown, kind?: string): Reply {
  const answered: unknown = JSON.parse(Payload?.length ? Buffer.from(Payload).toString() : 'null');
  if (FunctionError) return { ok: false, errors: problemsIn(answered) };
  const { options: unfit, judge } = kind ? enforce.open(kind, readOptions(options)) : { options: [], judge: () => [] };
  // Options that break the contract are what the caller wanted to try: the response cannot be judged then.
  const complaints = unfit.length > 0 ? [] : judge(answered);
  return complaints.length > 0
    ? { ok: false, errors: complaints.map(invalidResponse) }
    : { ok: true, response: answered };
}

/** The errors that a function answered with, else what the runtime says: that it timed out, that it has exited. */
function problemsIn(failure: unknown): readonly Problem[] {
  const { errorType, errorMessage = JSON.stringify(failure) } = Object(failure);
  return readErrors(errorMessage) ?? [{ code: errorType ?? 'function_error', message: errorMessage }];
}

/** The SDK of this package's surroundings, else that of the folder one is in. */
async function loadSdk(): Promise<typeof Lambda> {
  const name = '@aws-sdk/client-lambda';
  try {
    return await import(name);
  } catch {
    try {
      return await import(pathToFileURL(createRequire(resolve('package.json')).resolve(name)).href);
    } catch {
      throw new CommandError(
        'sdk_missing',
        `--remote: found no ${name}; expected it to be installed: npm install --save-dev ${name}`,
      );
    }
  }
}
