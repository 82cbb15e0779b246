export { FailedCall } from './testing/failed-call.ts';
export {
  type CallSettings,
  createHarness,
  type Harness,
  type HarnessSettings,
  type LoggedLine,
} from './testing/harness.ts';
export type { NameIn, OptionsAt, ResponseAt } from './testing/typed.ts';
