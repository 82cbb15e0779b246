import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { commands } from '../../../src/cli/commands.ts';
import { emptyFolder, program, run, tryRun } from './packed.ts';

const folder = emptyFolder();

/** A command line, as it is typed into a shell. */
const shell = (line: string) => tryRun(folder, 'sh', '-c', line.replace('integrator-extension', program()));

beforeAll(async () => {
  symlinkSync(join(inject('installed'), 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'orders.ts'), await run(folder, program(), 'stub', 'preMap'));
  writeFileSync(join(folder, 'event.json'), await run(folder, program(), 'event', 'preMap', '--envelope'));
});

describe('In a folder with only the package installed', () => {
  test.each([
    ['stub ping', /^import \{ define \} from 'integrator-extension-lambda';\n/],
    ['event ping', /"bearerToken": "sample-token"/],
    ['list orders.ts', /^function +kind +style\nmyPreMap +preMap +plain\n$/],
    ['invoke orders.ts myPreMap --options event.json', /^\[\n {2}\{\n {4}"data": \{/],
    ['check orders.ts --runs 20', /nothing found/],
    ['init project --yes', /project: \d+ files \(ts, diy, 2\.0, lambda\)\n/],
  ])('`%s` works', async (line, said) => {
    expect(await shell(`integrator-extension ${line}`)).toEqual({
      code: 0,
      stdout: expect.stringMatching(said),
      stderr: expect.any(String),
    });
  });

  test.each(commands.map(({ usage }) => usage.split(' ')[0]))('%s has help, and refuses wrong usage', async (name) => {
    expect(await shell(`integrator-extension ${name} --help`)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Examples:'),
    });
    expect(await shell(`integrator-extension ${name} --no-such-option`)).toEqual({
      code: 2,
      stdout: '',
      stderr: "wrong_usage  unknown option '--no-such-option'\n",
    });
  });

  test('the AWS SDK is asked for when it is needed', async () => {
    const { code, stderr } = await shell('integrator-extension invoke orders.ts myPreMap --remote shop-diy');
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/^sdk_missing {2}found no /) });
  });
});
