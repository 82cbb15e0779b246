import { createUrlHandler } from 'integrator-extension-lambda/http';
import * as orders from './orders/index.ts';

let systemToken: Promise<string[]> | undefined;

/** The tokens of the secret, read once: a sandbox from before a change keeps the old ones. */
function readToken(): Promise<string[]> {
  systemToken ??= readSecret().catch((error) => {
    systemToken = undefined;
    throw error;
  });
  return systemToken;
}

async function readSecret(): Promise<string[]> {
  // The SDK is part of the runtime. Its import at the first use costs the cold start nothing.
  const { GetSecretValueCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
  const secret = new GetSecretValueCommand({ SecretId: process.env.SYSTEM_TOKEN_SECRET_ARN });
  const { SecretString = '' } = await new SecretsManagerClient({}).send(secret);
  return SecretString.split(/\s+/);
}

export const handler = createUrlHandler({ diy: orders, systemToken: readToken });
