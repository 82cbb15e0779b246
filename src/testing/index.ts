export type {
  FakeAccount,
  FakeConnection,
  FakeExport,
  FakeImported,
  FakeLookupCache,
  FakeResource,
  FakeVirtual,
} from '../fake-platform/account.ts';
export type { Failure, FakeRequest } from '../fake-platform/gate.ts';
export { createFakePlatform, type FakePlatform, type FakePlatformSettings } from '../fake-platform/index.ts';
export { FailedCall } from './failed-call.ts';
export {
  type CallSettings,
  type ConnectorHarnessSettings,
  type ConnectorsConfig,
  createHarness,
  type DiyConfig,
  type Harness,
  type HarnessSettings,
  type LoggedLine,
} from './harness.ts';
export { RecordingMismatch } from './recording-mismatch.ts';
export type { ReplaySettings } from './replay-file.ts';
export type { NameIn, OptionsAt, ResponseAt } from './types.ts';
