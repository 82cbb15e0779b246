import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFolder, runBuilt } from '../../cli/command-line.ts';
import { failedRecordingOf, recordingOf } from '../../dev/recordings.ts';

/** A recorded call of a function of no kind. */
const called = (name: string) => ({ kind: undefined as never, address: { function: name, diy: true } });
const equal = recordingOf({ ...called('equal'), response: 1 });
const different = recordingOf({ ...called('different'), response: 2 });
const mended = failedRecordingOf(called('mended'));
const damaged = '2026-12-01T00-00-00-000Z-0000.json';

const SOURCE = 'export const equal = () => 1;\nexport const different = () => 1;\nexport const mended = () => 1;\n';

function createProject(recordings: readonly { readonly id: string }[], more: Record<string, string> = {}) {
  const { folder, path } = createFolder({
    'package.json': '{"type":"module"}',
    'index.js': SOURCE,
    ...Object.fromEntries(recordings.map((one) => [`recorded/${one.id}.json`, JSON.stringify(one)])),
    ...more,
  });
  const run = (...args: string[]) => runBuilt(['replay', 'recorded', '--module', 'index.js', ...args], { cwd: folder });
  const read = ({ id }: { readonly id: string }) => JSON.parse(readFileSync(path(`recorded/${id}.json`), 'utf8'));
  return { run, path, read };
}

describe('replay --update-mended', () => {
  it('accepts the calls that are mended, and leaves those that are different', async () => {
    const { run, read } = createProject([equal, different, mended]);
    const { code, out } = await run('--update-mended');
    expect({ code, out }).toEqual({
      code: 1,
      out: expect.stringContaining('3 recordings: 1 equal, 1 different, 1 updated\n'),
    });
    expect(read(mended)).toMatchObject({ response: 1 });
    expect(read(mended)).not.toHaveProperty('problems');
    expect(read(different)).toMatchObject({ response: 2 });
    expect(await run('--update')).toMatchObject({ code: 0 });
    expect(read(different)).toMatchObject({ response: 1 });
  });

  it('is refused beside --update', async () => {
    const { code, err } = await createProject([equal]).run('--update', '--update-mended');
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(/--update-mended.*--update/) });
  });
});

describe('of several recordings, one of which is damaged', () => {
  const files = { [join('recorded', damaged)]: '{"version":2}' };
  const said = /^invalid_recording {2}.*0000\.json: found version 2, expected a recording of version 1\n$/;

  it('the others are replayed and reported, and the exit code is 2', async () => {
    const { run } = createProject([equal, mended], files);
    const { code, out, err } = await run('--update-mended');
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(said) });
    expect(out).toContain('2 recordings: 1 equal, 1 updated\n');
  });

  it('JSON has the others, and the error', async () => {
    const { code, out } = await createProject([equal], files).run('--json');
    expect({ code, report: JSON.parse(out) }).toMatchObject({
      code: 2,
      report: { recordings: [{ status: 'equal' }], equal: 1, errors: [{ code: 'invalid_recording' }] },
    });
  });

  it('a test of the others is written', async () => {
    const { run, path } = createProject([equal], files);
    const { code, err } = await run('--save-test', 'test/equal.test.js');
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(said) });
    expect(existsSync(path('test/equal.test.js'))).toBe(true);
  });

  it('nothing is called where no other is left', async () => {
    const { run, path } = createProject([], { ...files, 'recorded/2026-12-01T00-00-00-000Z-0001.json': '{' });
    expect(await run()).toMatchObject({ code: 2, out: 'no recording was called\n' });
    expect(await run('--save-test', 'test/none.test.js')).toMatchObject({ code: 2, out: '' });
    expect(existsSync(path('test/none.test.js'))).toBe(false);
  });
});
