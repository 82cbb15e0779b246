import { describe, expect, it } from 'vitest';
import { createPatient, HANDLER, serverless } from '../../cli/patient.ts';

const { examine } = createPatient({
  'two/index.js': 'exports.handler = async () => 1;',
  'two/index.mjs': HANDLER,
  'three/index.mjs': 'export const handler = (event, context, callback) => callback(null, event);',
  'none/index.mjs': 'export const handle = async () => 1;',
  'fails/index.mjs': "import 'not-deployed';",
  'exits/index.cjs': 'console.error("no database"); process.exit(1);',
  'needs/index.mjs': 'if (process.env.STAGE !== "test") throw new Error("no STAGE"); export const handler = () => 1;',
  'named/index.js': HANDLER,
  'typed/index.js': HANDLER,
  'typed/package.json': '{"type":"module"}',
  'common/index.js': 'exports.handler = async () => 1;',
  'large/index.mjs': `${HANDLER}\n/*${'x'.repeat(5_000_000)}*/`,
  '.aws-sam/build/Built/app.mjs': HANDLER,
  // This package.json makes ES modules of all files below at home, but it is not deployed.
  'package.json': '{"type":"module"}',
});

describe('the bundle of a function', () => {
  const wrongWith = async (properties: string) =>
    (await examine(serverless(properties))).wrong.map(({ severity, what, where, found }) => [
      severity,
      what,
      where,
      found,
    ]);

  it.each([
    ['has to be there', 'missing', 'bundle', 'missing/index', 'nothing'],
    ['has to be one', 'two', 'bundle', 'two/index.js', 'index.mjs beside it'],
    ['takes two parameters at most', 'three', 'handler', 'three/index.mjs', '3 parameters'],
    ['has the handler of the template', 'none', 'handler', 'none/index.mjs', 'handler is undefined'],
    ['has all that it imports in it', 'fails', 'start', 'fails/index.mjs', /Cannot find package 'not-deployed'/],
    ['leaves the process alone', 'exits', 'start', 'exits/index.cjs', 'the end of the process: no database'],
    ['says what it needs', 'needs', 'start', 'needs/index.mjs', 'Error: no STAGE'],
  ])('%s', async (_what, folderName, what, where, found) => {
    expect(await wrongWith(`CodeUri: ${folderName}`)).toEqual([
      ['problem', what, where, typeof found === 'string' ? found : expect.stringMatching(found)],
    ]);
  });

  it('is started with the variables of the template', async () => {
    expect(await wrongWith('CodeUri: needs\nEnvironment: { Variables: { STAGE: test, LEVEL: 3 } }')).toEqual([]);
  });

  it('should be small', async () => {
    expect(await wrongWith('CodeUri: large')).toEqual([
      ['warning', 'size', 'large/index.mjs', expect.stringMatching(/^5,000\.1 KB, /)],
    ]);
  });

  it('is where SAM puts it, if SAM makes it', async () => {
    const resource = `
Resources:
  Built:
    Type: AWS::Serverless::Function
    Metadata: { BuildMethod: esbuild }
    Properties: { CodeUri: src, Handler: app.handler, Runtime: nodejs24.x }`;
    const { wrong, found } = await examine(resource);
    expect(wrong).toEqual([]);
    expect(found.at(-1)).toMatchObject({ what: 'handler', where: '.aws-sam/build/Built/app.mjs' });
  });

  it('is no ES module named .js, unless a deployed package.json declares it', async () => {
    const found = 'an ES module, and no package.json of type module is deployed with it';
    expect(await wrongWith('CodeUri: named')).toEqual([['warning', 'module', 'named/index.js', found]]);
    const on22 = await wrongWith('CodeUri: named\nRuntime: nodejs22.x');
    expect(on22).toContainEqual(['problem', 'module', 'named/index.js', found]);
    expect(await wrongWith('CodeUri: typed')).toEqual([]);
    expect(await wrongWith('CodeUri: common')).toEqual([]);
  });
});
