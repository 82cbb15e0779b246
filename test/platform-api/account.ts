import { createPlatform, type Platform, type PlatformSettings } from 'integrator-extension-lambda/platform-api';
import { createFakePlatform, type FakePlatform, type FakePlatformSettings } from 'integrator-extension-lambda/testing';
import { onTestFinished } from 'vitest';

export const CONNECTION = '5f0000000000000000000009';
export const CACHE = '5f00000000000000000000ca';

/** A fake platform that the end of the test stops, and a client with a token of its own. */
export async function start(
  settings: FakePlatformSettings = {},
  client: Partial<PlatformSettings> = {},
): Promise<{ fake: FakePlatform; platform: Platform; token: string; options: { bearerToken: string } }> {
  const fake = await createFakePlatform(settings);
  onTestFinished(() => fake.close());
  const token = fake.issueToken();
  const options = { bearerToken: token };
  return { fake, token, options, platform: createPlatform({ options, baseUrl: fake.url, ...client }) };
}

/** The reason of a rejection. */
export async function failureOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    (value) => {
      throw new Error(`Expected a failure, found ${JSON.stringify(value)}.`);
    },
    (thrown) => thrown,
  );
}

/** All values of an iterator. */
export async function all<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const page of pages) found.push(page);
  return found;
}
