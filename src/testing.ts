export { FailedCall } from './testing/failed-call.ts';
export {
  type CallSettings,
  createHarness,
  type Harness,
  type HarnessSettings,
  type LoggedLine,
} from './testing/harness.ts';
export { createFakePlatform, type FakePlatform, type FakePlatformSettings } from './testing/platform.ts';
export type {
  FakeAccount,
  FakeConnection,
  FakeExport,
  FakeImported,
  FakeLookupCache,
  FakeResource,
  FakeVirtual,
} from './testing/platform-account.ts';
export type { Failure, FakeRequest } from './testing/platform-gate.ts';
export type { NameIn, OptionsAt, ResponseAt } from './testing/typed.ts';
