import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { saveCallTest, saveEvent } from '../../src/dev/save-call.ts';
import { recordingOf } from './recordings.ts';

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'save-call-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

it('an event is named after its function, holds the envelope, and replaces no other', () => {
  const folder = makeFolder();
  const first = saveEvent(recordingOf(), join(folder, 'events'));
  const second = saveEvent(recordingOf({ options: 2 }), join(folder, 'events'));
  expect([first, second]).toEqual(['tidyOrders.json', 'tidyOrders-2.json'].map((name) => join(folder, 'events', name)));
  const { address, options } = recordingOf();
  expect(JSON.parse(readFileSync(first, 'utf8'))).toEqual({ ...address, options });
  expect(JSON.parse(readFileSync(second, 'utf8'))).toEqual({ ...address, options: 2 });
});

it.each([
  ['', 'call.json'],
  ['../../etc/passwd', '______etc_passwd.json'],
  ['x'.repeat(300), `${'x'.repeat(100)}.json`],
])('a function named %j cannot choose the folder of its event', (name, file) => {
  const folder = makeFolder();
  expect(saveEvent(recordingOf({ address: { function: name, diy: true } }), folder)).toBe(join(folder, file));
});

it.each([
  ['orders.ts', 'tidyOrders.recorded.test.ts'],
  ['orders.mjs', 'tidyOrders.recorded.test.mjs'],
])('the test of a call of %s is %s, and a second one replaces none', (module, file) => {
  const folder = makeFolder();
  const path = join(folder, module);
  writeFileSync(path, 'export const hooks = { tidyOrders: () => ({ data: [], errors: [] }) };\n');
  const saved = saveCallTest(recordingOf(), join(folder, 'test'), path);
  expect(saved).toBe(join(folder, 'test', file));
  expect(readFileSync(saved, 'utf8')).toContain(`../${module}`);
  expect(saveCallTest(recordingOf(), join(folder, 'test'), path)).toBe(saved.replace('.recorded', '.recorded-2'));
});
