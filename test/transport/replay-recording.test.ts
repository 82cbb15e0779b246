import { expect, it } from 'vitest';
import type { Recording } from '../../src/recording/recording.ts';
import { replayRecording } from '../../src/transport/replay-recording.ts';
import type { Call } from '../../src/transport/transport.ts';

const recording: Recording = {
  version: 1,
  id: '2026-11-30T16-05-12-345Z-0000',
  when: '2026-11-30T16:05:12.345Z',
  source: 'dev',
  address: { function: 'tidy', diy: true },
  options: { a: 1 },
  response: null,
  logs: [],
  findings: [],
  ms: 1,
  bytes: { options: 7, response: 4 },
  http: [],
};

it('a call is made with the options and surroundings of its recording, and an empty answer is null', async () => {
  const sent: Call[] = [];
  const transport = {
    call: async (call: Call) => {
      sent.push(call);
      return { response: '' };
    },
  };
  const { differences, now } = await replayRecording(transport, recording, { timeout: 5, at: true });
  expect(differences).toEqual([]);
  expect(now).toMatchObject({ response: null, options: { a: 1 } });
  const { address, when } = recording;
  expect(sent).toEqual([
    { address, options: '{"a":1}', timeout: 5, records: true, replay: { http: [], ignore: [], at: when } },
  ]);
});
