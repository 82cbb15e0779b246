import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createFolder, runBuilt } from '../../cli/command-line.ts';
import { connect, failed } from './connect.ts';

const hook = (body: string) => `
  import { writeFileSync } from 'node:fs';
  import { define } from 'integrator-extension-lambda';
  export const hook = define.preMap(({ data }) => {
    ${body}
    return data.map(() => ({}));
  });
`;
const LOOP = `writeFileSync(new URL('pid', import.meta.url), String(process.pid)); for (;;);`;

const { folder, path } = createFolder({
  'good.ts': hook(''),
  'loud.ts': `process.stdout.write('{"jsonrpc":"2.0","id":1,"result":{}}\\n'); console.log('loading'); ${hook("process.stdout.write('not json\\\\n'); console.log('calling');")}`,
  'slips.mjs': `\nexport const hook = () => { return ) };`,
  'slips.flow.mjs': `\nexport default { name: ) };`,
  'exits.ts': `process.exit(0); ${hook('')}`,
  'exiting.ts': hook('process.exit(0);'),
  'loops.ts': `for (;;); ${hook('')}`,
  'looping/index.ts': hook(LOOP),
  'cancelled/index.ts': hook(LOOP),
  'closed/index.ts': hook(LOOP),
});

/** Whether a process runs. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** The process of a function that has written its number. */
async function findProcess(file: string): Promise<number> {
  await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8')).toMatch(/^\d+$/);
  return Number(readFileSync(file, 'utf8'));
}

describe('A module', () => {
  it('that writes to stdout does not break the protocol', async () => {
    const { call, failures } = await connect(folder);
    const invoked = await call('invoke', { module: 'loud.ts', name: 'hook' });
    expect(invoked).toMatchObject({ isError: false, answer: { response: [{}, {}] } });
    expect(invoked.said).toContain('not json');
    expect(await call('list', { module: 'loud.ts' })).toMatchObject({ isError: false });
    expect(await call('check', { path: 'loud.ts', runs: 5 })).toMatchObject({ isError: false });
    expect(failures).toEqual([]);
  });

  it.each([
    ['exits when it is loaded', 'exits.ts', 'list', {}, 'module_failed'],
    ['exits when it is called', 'exiting.ts', 'invoke', { name: 'hook' }, expect.any(String)],
    ['never answers', 'looping/index.ts', 'invoke', { name: 'hook', timeout: 500 }, 'function_timeout'],
    ['is no code', 'pid.json', 'list', {}, expect.any(String)],
  ])('that %s ends its own call alone', async (_what, module, tool, given, code) => {
    const { call, failures } = await connect(folder);
    expect(await call(tool, { module, ...given })).toMatchObject(failed(code));
    expect(await call('list', { module: 'good.ts' })).toMatchObject({ isError: false });
    expect(failures).toEqual([]);
  });

  it('with a syntax error is answered with its file and line', async () => {
    const { call } = await connect(folder);
    const given = { module: 'slips.mjs', name: 'hook' };
    for (const [tool, settings] of [
      ['list', { module: 'slips.mjs' }],
      ['invoke', given],
      ['check', { path: 'slips.mjs' }],
      ['check', { path: 'slips.flow.mjs' }],
    ] as const) {
      const { said } = await call(tool, settings);
      expect(said).toMatch(/SyntaxError: .*slips\.(flow\.)?mjs:2\)/);
    }
  });

  it('that never loads is ended at the deadline of the server', async () => {
    const { call } = await connect(folder, '--deadline', '2000');
    expect(await call('list', { module: 'loops.ts' })).toMatchObject(failed('deadline_exceeded'));
    expect(await call('docs')).toMatchObject({ isError: false });
  });
});

it('An argument that no process can get is refused with its character', async () => {
  const { call } = await connect(folder);
  for (const [tool, given] of [
    ['list', { module: 'good.ts\0' }],
    ['invoke', { module: 'good.ts', name: 'ho\0ok' }],
  ] as const) {
    const refused = await call(tool, given);
    expect(refused).toMatchObject(failed('wrong_usage'));
    expect(refused.said).toContain('found U+0000');
  }
});

it('What is no message of the protocol is said on stderr, and the server ends with its stdin', async () => {
  const { code, out, err } = await runBuilt(['mcp'], { cwd: folder, input: 'no message\n' });
  expect({ code, out, err }).toEqual({ code: 0, out: '', err: expect.stringContaining('protocol_error') });
});

it('A server of a folder that is not there does not start', async () => {
  const { code, err } = await runBuilt(['mcp', path('nowhere')]);
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('no_folder') });
});

describe('A call that never ends', () => {
  it('ends with its processes when the client cancels it', async () => {
    const { call } = await connect(folder);
    const cancel = new AbortController();
    const given = { module: 'cancelled/index.ts', name: 'hook', timeout: 600_000 };
    const answer = call('invoke', given, cancel.signal).catch((error: Error) => error);
    const pid = await findProcess(path('cancelled/pid'));
    cancel.abort('no longer wanted');
    expect(await answer).toBeInstanceOf(Error);
    await expect.poll(() => isAlive(pid)).toBe(false);
    expect(await call('list', { module: 'good.ts' })).toMatchObject({ isError: false });
  });

  it('ends with the server', async () => {
    const { client, call } = await connect(folder);
    const given = { module: 'closed/index.ts', name: 'hook', timeout: 600_000 };
    const answer = call('invoke', given).catch((error: Error) => error);
    const pid = await findProcess(path('closed/pid'));
    await client.close();
    expect(await answer).toBeInstanceOf(Error);
    await expect.poll(() => isAlive(pid)).toBe(false);
  });
});
