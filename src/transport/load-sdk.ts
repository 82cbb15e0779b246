import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { TransportError } from './transport.ts';

/**
 * Loads an AWS SDK of this package's dependencies, or else that of the current folder.
 * @param name the package, such as `@aws-sdk/client-lambda`
 * @throws TransportError if neither has it
 */
export async function loadSdk<T>(name: string): Promise<T> {
  try {
    return await import(name);
  } catch {
    try {
      return await import(pathToFileURL(createRequire(resolve('package.json')).resolve(name)).href);
    } catch {
      const expected = `expected it to be installed: npm install --save-dev ${name}`;
      throw new TransportError('sdk_missing', `found no ${name}; ${expected}`);
    }
  }
}
