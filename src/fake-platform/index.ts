import type { FakePlatformSettings } from './gate.ts';
import type { FakePlatform } from './server.ts';

export type { FakePlatformSettings } from './gate.ts';
export type { FakePlatform } from './server.ts';

/** Starts a fake platform. Its server is loaded only now. */
export async function createFakePlatform(settings: FakePlatformSettings = {}): Promise<FakePlatform> {
  const { startPlatform } = await import('./server.ts');
  return startPlatform(settings);
}
