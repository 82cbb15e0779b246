import { expect, it } from 'vitest';
import type { BuildRunner } from '../../src/dev/build-runner.ts';
import { CallRecorder } from '../../src/dev/call-recorder.ts';
import { CallStore } from '../../src/dev/call-store.ts';
import { LiveModule } from '../../src/dev/live-module.ts';
import { RecentSecrets } from '../../src/dev/recent-secrets.ts';
import { SentCalls } from '../../src/dev/sent-calls.ts';

it('a call that cannot be recorded is answered, told, and kept nowhere', async () => {
  // More secrets than any connection has: each text counts as one.
  const encrypted = Object.fromEntries(Array.from({ length: 2001 }, (_, at) => [`key${at}`, `secret-number-${at}`]));
  const told: string[] = [];
  const store = new CallStore();
  const onFailure = (why: string) => void told.push(why);
  const recorder = new CallRecorder({ store, onRecording: () => {}, onFailure } as never);
  const answer = { result: { response: '[]', logs: [] }, build: undefined };
  const runner = { call: async () => answer } as unknown as BuildRunner;
  const sent = new SentCalls();
  const module = new LiveModule('src/index.ts', runner, { recorder, recent: new RecentSecrets([]), sent } as never);
  const options = JSON.stringify({ connection: { encrypted }, data: [] });
  const { result, recorded } = await module.call({ stack: 'server', address: { function: 'tidy' }, options } as never);
  expect(result).toEqual(answer.result);
  expect(await recorded).toBeUndefined();
  expect(told).toEqual([expect.stringContaining('found a secret, expected none: nothing was recorded')]);
});
