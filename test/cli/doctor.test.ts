import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Finding } from '../../src/cli/doctor/finding.ts';
import { examineNode } from '../../src/cli/doctor/runtimes.ts';
import { createFolder, runBuilt, runHere } from './command-line.ts';

const HANDLER = 'export const handler = async (event, context) => event;';

const { folder, write } = createFolder({
  'good/dist/index.mjs': HANDLER,
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
  // As in a project at home, where it makes ES modules of all files below: it is not deployed.
  'package.json': '{"type":"module"}',
});

const serverless = (properties: string, more = '') => `
Globals:
  Function:
    Runtime: nodejs24.x
    Handler: index.handler
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
${properties.replaceAll(/^/gm, '      ')}
${more}`;

/** What the doctor finds in a template, apart from the Node that runs it. */
async function examine(template: string) {
  write('template.yaml', template);
  const { code, out, err } = await runHere(['doctor', folder, '--json']);
  const findings: Finding[] = JSON.parse(out).findings;
  const found = findings.filter(({ what }) => what !== 'node');
  return { code, err, found, wrong: found.filter(({ severity }) => severity !== 'ok') };
}

beforeEach(() => void vi.spyOn(process, 'cwd').mockReturnValue(folder));
afterEach(() => vi.restoreAllMocks());

describe('doctor', () => {
  it('finds nothing wrong with what is as it should be', async () => {
    const { code, err, found, wrong } = await examine(serverless('CodeUri: good/dist'));
    expect({ code, err, wrong }).toEqual({ code: 0, err: '', wrong: [] });
    expect(found.map(({ what, where }) => [what, where])).toEqual([
      ['runtime', 'template.yaml:4 Globals.Function.Runtime'],
      ['policies', 'template.yaml:2'],
      ['size', 'good/dist/index.mjs'],
      ['start', 'good/dist/index.mjs'],
      ['handler', 'good/dist/index.mjs'],
    ]);
    expect(found.map((finding) => finding.found)).toEqual([
      'nodejs24.x',
      'nothing allowed on *',
      '0.1 KB, 0.1 KB with all that is deployed beside it',
      expect.stringMatching(/^\d+ ms$/),
      '2 parameters',
    ]);
  });

  it('finds nothing wrong with this project', async () => {
    vi.restoreAllMocks();
    const { code, out, err } = await runBuilt(['doctor']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).not.toMatch(/^(problem|warning)/m);
    expect(out).toMatch(/^ok +handler +dist\/handlers\/diy\/index\.mjs: found 2 parameters$/m);
  });

  it('prints a line for each finding, and ends with 1 if one is a problem', async () => {
    write('template.yaml', serverless('CodeUri: three\nRuntime: nodejs20.x'));
    const { code, out, err } = await runHere(['doctor', folder]);
    expect(code).toBe(1);
    expect(out).toContain(
      'problem  runtime   template.yaml:11 Resources.Orders.Properties.Runtime: found nodejs20.x, expected nodejs24.x or nodejs22.x\n',
    );
    expect(out).toContain(
      'problem  handler   three/index.mjs: found 3 parameters, expected 2 at most: nodejs24.x refuses to start others\n',
    );
    expect(err).toMatch(/^problems_found {2}2 of \d findings are problems\n$/);
  });

  it.each([
    ['a folder that is not there', ['missing'], 2, 'no_folder  missing: found nothing, expected a folder\n'],
    [
      'a template that is not well formed',
      ['.', '--template', 'broken.yaml'],
      1,
      /^template_unreadable {2}broken\.yaml: /,
    ],
  ])('cannot examine %s', async (_what, args, exitCode, message) => {
    write('broken.yaml', 'Resources: [');
    const { code, err } = await runHere(['doctor', ...args]);
    expect({ code, err }).toEqual({
      code: exitCode,
      err: typeof message === 'string' ? message : expect.stringMatching(message),
    });
  });

  it('warns where there is no template', async () => {
    const { code, out } = await runHere(['doctor', '--template', 'other.yaml']);
    expect(code).toBe(0);
    expect(out).toContain('warning  template  other.yaml: found nothing, expected a template, or --template\n');
  });
});

describe('the Node that runs it', () => {
  it.each([
    ['24.21.0', 'ok'],
    ['22.18.0', 'ok'],
    ['22.12.0', 'warning'],
    ['20.19.0', 'problem'],
  ])('%s: %s', (version, severity) => {
    expect(examineNode(version)).toMatchObject([{ severity, what: 'node', found: version }]);
  });
});

describe('the runtime of a function', () => {
  it.each([
    ['nodejs24.x', 'Runtime: nodejs24.x', undefined],
    ['one of before', 'Runtime: nodejs18.x', 'nodejs18.x'],
    ['another language', 'Runtime: python3.13', 'python3.13'],
    ['a parameter’s default', 'Runtime: !Ref Old', 'nodejs20.x'],
    ['a parameter nobody knows', 'Runtime: !Ref Unknown', 'none'],
  ])('is %s', async (_what, runtime, found) => {
    const parameters = 'Parameters: { Old: { Type: String, Default: nodejs20.x } }';
    const { wrong } = await examine(serverless(`CodeUri: good/dist\n${runtime}`, parameters));
    expect(wrong.map((finding) => [finding.severity, finding.what, finding.found])).toEqual(
      found ? [['problem', 'runtime', found]] : [],
    );
  });

  it('had better be the one that its tests run on', async () => {
    const { wrong } = await examine(serverless('CodeUri: good/dist\nRuntime: nodejs22.x'));
    expect(wrong).toEqual([
      expect.objectContaining({
        severity: 'warning',
        found: 'nodejs22.x',
        expected: 'nodejs24.x, as what you test with',
      }),
    ]);
  });

  it('is found of plain CloudFormation’s functions, and none is asked of images', async () => {
    const { wrong } = await examine(`
Resources:
  Plain: { Type: AWS::Lambda::Function, Properties: { Runtime: nodejs16.x, Handler: index.handler, Code: { S3Bucket: b } } }
  Image: { Type: AWS::Lambda::Function, Properties: { PackageType: Image, Code: { ImageUri: i } } }
  Other: { Type: AWS::S3::Bucket }`);
    expect(wrong).toEqual([expect.objectContaining({ where: 'template.yaml:3 Resources.Plain.Properties.Runtime' })]);
  });
});

describe('the policies of a template', () => {
  const statement = (text: string) =>
    serverless(
      'CodeUri: good/dist',
      `  User:\n    Type: AWS::IAM::User\n    Properties:\n      Policies:\n        - ${text}`,
    );

  it.each([
    ['what may be invoked', '{ Effect: Allow, Action: lambda:InvokeFunction, Resource: "*" }', 'lambda:InvokeFunction'],
    [
      'one of several',
      '{ Effect: Allow, Action: [s3:GetObject, s3:PutObject], Resource: [a, "*"] }',
      's3:GetObject, s3:PutObject',
    ],
    ['what is put together', '{ Effect: Allow, Action: "*", Resource: !Sub "*" }', '*'],
  ])('may not allow everything as %s', async (_what, text, actions) => {
    const { wrong } = await examine(statement(text));
    expect(wrong).toEqual([
      {
        severity: 'problem',
        what: 'policies',
        where: 'template.yaml:15 Resources.User.Properties.Policies.0.Resource',
        found: `${actions} allowed on *`,
        expected: 'the ARN of what is needed',
      },
    ]);
  });

  it.each(['AWSLambdaRole', 'arn:aws:iam::aws:policy/AdministratorAccess'])('may not be %s', async (name) => {
    const { wrong } = await examine(statement(name));
    expect(wrong).toEqual([expect.objectContaining({ severity: 'problem', found: name })]);
  });

  it.each([
    ['forbids', '{ Effect: Deny, Action: "*", Resource: "*" }'],
    ['names its resources', '{ Effect: Allow, Action: lambda:InvokeFunction, Resource: !GetAtt Orders.Arn }'],
    ['needs what has no narrower resource', '{ Effect: Allow, Action: [xray:PutTraceSegments], Resource: "*" }'],
  ])('is right where it %s', async (_what, text) => {
    expect((await examine(statement(text))).wrong).toEqual([]);
  });
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

  it('had better be small', async () => {
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

  it('is no ES module named .js, unless what is deployed says so', async () => {
    const found = 'an ES module, and no package.json of type module is deployed with it';
    expect(await wrongWith('CodeUri: named')).toEqual([['warning', 'module', 'named/index.js', found]]);
    const on22 = await wrongWith('CodeUri: named\nRuntime: nodejs22.x');
    expect(on22).toContainEqual(['problem', 'module', 'named/index.js', found]);
    expect(await wrongWith('CodeUri: typed')).toEqual([]);
    expect(await wrongWith('CodeUri: common')).toEqual([]);
  });
});
