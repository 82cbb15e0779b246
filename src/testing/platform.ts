import type { FakeAccount } from './platform-account.ts';
import type { Failure, FakeRequest } from './platform-gate.ts';

/** What a fake platform starts with. */
export interface FakePlatformSettings {
  /** Tokens that are good from the start, until they are revoked. Default: the `sample-token` of a harness's options. */
  readonly tokens?: readonly string[];
  /** Milliseconds after which an issued token dies even if nobody revokes it. Default: 15 minutes. */
  readonly tokenLifetime?: number;
  /** The account's bucket: as many requests at once, and as many a second. Default: 1,000 and 300. */
  readonly rateLimit?: { readonly size: number; readonly perSecond: number };
  /** The port to listen at. Default: any that is free. */
  readonly port?: number;
}

/**
 * integrator.io's API for tests: an HTTP server on this machine with an account in memory. What is in the account may be
 * read and changed at any time.
 */
export interface FakePlatform extends FakeAccount {
  /** Where it listens, without a slash at the end: the client's `baseUrl`. */
  readonly url: string;
  /** Every request, oldest first. It can be emptied: `requests.length = 0`. */
  readonly requests: FakeRequest[];
  /** Has requests fail, or wait; the failure that was added first is tried first. */
  readonly fail: (failure: Failure) => void;
  /** Makes a token for one function call: the one that is given, if any. */
  readonly issueToken: (token?: string) => string;
  /** Ends a token's life: what the platform does once the function has answered. */
  readonly revokeToken: (token: string) => void;
  /** Stops it, requests that run included. */
  close(): Promise<void>;
}

/** Starts a fake platform. What it is made of is loaded only now. */
export async function createFakePlatform(settings: FakePlatformSettings = {}): Promise<FakePlatform> {
  const { startPlatform } = await import('./platform-server.ts');
  return startPlatform(settings);
}
