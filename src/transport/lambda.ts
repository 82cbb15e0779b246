import type * as Lambda from '@aws-sdk/client-lambda';
import { readErrors } from '../lambda/exchange.ts';
import type { Problem } from '../shared/errors.ts';
import { loadSdk } from './load-sdk.ts';
import type { Call, CallResult, Transport } from './transport.ts';
import { TransportError, toBase64, toEnvelope } from './transport.ts';

/** A deployed function and its place; missing parts come from the caller's AWS configuration. */
export interface LambdaSettings {
  readonly functionName: string;
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
  readonly endpointUrl?: string | undefined;
  /** Sends the envelope as the event: some tools pass no client context on. */
  readonly envelope?: boolean | undefined;
}

/** The longest client context that Lambda accepts, in characters of base64. */
const LONGEST = 3_583;

/**
 * Calls a deployed function as integrator.io does, each call once.
 * @throws TransportError without an SDK
 */
export async function openLambda(deployed: LambdaSettings): Promise<Transport> {
  const { InvokeCommand, LambdaClient } = await loadSdk<typeof Lambda>('@aws-sdk/client-lambda');
  const { functionName, region, profile, endpointUrl, envelope = false } = deployed;
  const client = new LambdaClient({
    ...(region && { region }),
    ...(profile && { profile }),
    ...(endpointUrl && { endpoint: endpointUrl }),
    // A second attempt would import a page twice.
    maxAttempts: 1,
    requestHandler: { throwOnRequestTimeout: true },
  });
  const call = async ({ address, options, timeout }: Call): Promise<CallResult> => {
    const clientContext = toBase64(address);
    if (!envelope && clientContext.length > LONGEST) {
      const found = `found ${clientContext.length} characters in base64, expected ${LONGEST} at most`;
      throw new TransportError('client_context_too_large', `the address of ${address.function}: ${found}`, true);
    }
    const command = new InvokeCommand({
      FunctionName: functionName,
      InvocationType: 'RequestResponse',
      ...(!envelope && { ClientContext: clientContext }),
      Payload: Buffer.from(envelope ? toEnvelope(address, options) : options),
    });
    try {
      return toAnswered(await client.send(command, { requestTimeout: timeout }));
    } catch (thrown) {
      const { name, message } = thrown as Error;
      if (message === 'Region is missing') throw noRegion();
      throw new TransportError(name, `${functionName}: ${message}`);
    }
  };
  return { call, close: async () => client.destroy() };
}

function noRegion(): TransportError {
  const message = 'found no region, expected --region, AWS_REGION, or one in the profile of your AWS configuration';
  return new TransportError('no_region', message, true);
}

function toAnswered({ FunctionError, Payload }: Lambda.InvokeCommandOutput): CallResult {
  const answered = Payload?.length ? Buffer.from(Payload).toString() : 'null';
  return FunctionError || isFailure(answered) ? { errors: problemsIn(JSON.parse(answered)) } : { response: answered };
}

/** Whether an answer is a failure as the runtime writes it: Lambda's emulator and some proxies leave the header out. */
function isFailure(answered: string): boolean {
  const { errorType, errorMessage, ...more } = Object(JSON.parse(answered));
  const isOwn = Object.keys(more).every((key) => ['trace', 'stackTrace', 'requestId'].includes(key));
  return typeof errorMessage === 'string' && (readErrors(errorMessage) !== undefined || (Boolean(errorType) && isOwn));
}

/** Reads the errors that a function answered with, or the runtime's own: a timeout, an exit. */
function problemsIn(failure: unknown): readonly Problem[] {
  const { errorType, errorMessage = JSON.stringify(failure) } = Object(failure);
  return readErrors(errorMessage) ?? [{ code: errorType ?? 'function_error', message: errorMessage }];
}
