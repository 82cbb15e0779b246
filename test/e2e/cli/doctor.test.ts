import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { examineNode } from '../../../src/cli/commands/doctor/runtimes.ts';
import { runBuilt, runHere } from '../../cli/command-line.ts';
import { createPatient, HANDLER, serverless } from '../../cli/patient.ts';

const { folder, write, examine } = createPatient({
  'good/dist/index.mjs': HANDLER,
  'three/index.mjs': 'export const handler = (event, context, callback) => callback(null, event);',
});

describe('doctor', () => {
  it('finds no problem in a right project', async () => {
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
      '0.1 KB, 0.1 KB with all files deployed beside it',
      expect.stringMatching(/^\d+ ms$/),
      '2 parameters',
    ]);
  });

  it('finds no problem in this project', async () => {
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
      'problem  handler   three/index.mjs: found 3 parameters, expected 2 at most: nodejs24.x does not start other handlers\n',
    );
    expect(err).toMatch(/^problems_found {2}2 of \d findings are problems\n$/);
  });

  it.each([
    ['a folder that is not there', ['missing'], 2, 'no_folder  missing: found nothing, expected a folder\n'],
    [
      'a template that is not well formed',
      ['.', '--template', 'broken.yaml'],
      2,
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

  it.each(['template.yml', 'template.json'])('finds %s, as SAM does', async (name) => {
    const folder = mkdtempSync(join(tmpdir(), 'doctor-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const properties = { Runtime: 'nodejs16.x', Handler: 'index.handler', CodeUri: '.' };
    const template = { Resources: { Orders: { Type: 'AWS::Serverless::Function', Properties: properties } } };
    // JSON is YAML too.
    writeFileSync(join(folder, name), JSON.stringify(template));
    const { code, out } = await runHere(['doctor', folder]);
    expect(code).toBe(1);
    expect(out).toMatch(new RegExp(`problem +runtime +.*${name}.*found nodejs16\\.x`));
  });

  it.each([
    ['an empty folder', [], 'template.yaml: found nothing, expected a template of SAM, or --template'],
    [
      'a template without functions',
      ['queue.yaml'],
      'queue.yaml: found no function, expected a resource of type AWS::Serverless::Function or AWS::Lambda::Function',
    ],
  ])('ends with 1 for %s: nothing that is deployed was examined', async (_what, template, line) => {
    rmSync(join(folder, 'template.yaml'), { force: true });
    write('queue.yaml', 'Resources: { Queue: { Type: AWS::SQS::Queue } }');
    const { code, out, err } = await runHere(['doctor', ...template.flatMap((file) => ['--template', file])]);
    expect({ code, err }).toEqual({ code: 1, err: 'problems_found  1 of 2 findings is a problem\n' });
    expect(out).toContain(`problem  template  ${line}\n`);
  });

  it('warns of a function whose bundle it cannot see', async () => {
    const { code, wrong } = await examine(`
Resources:
  Image: { Type: AWS::Lambda::Function, Properties: { PackageType: Image, Code: { ImageUri: i } } }
  Bucket: { Type: AWS::Lambda::Function, Properties: { Runtime: nodejs24.x, Handler: a.b, Code: { S3Bucket: b } } }
  Plain: { Type: AWS::Serverless::Function, Properties: { Runtime: nodejs24.x, CodeUri: good/dist } }`);
    const expected = 'the path of a folder and a handler: its bundle was not examined';
    const warning = { severity: 'warning', what: 'bundle', expected };
    expect({ code, wrong }).toEqual({
      code: 0,
      wrong: [
        { ...warning, where: 'template.yaml:3 Resources.Image', found: 'an image' },
        { ...warning, where: 'template.yaml:4 Resources.Bucket', found: 'no folder of code' },
        { ...warning, where: 'template.yaml:5 Resources.Plain', found: 'no handler' },
      ],
    });
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

  it('should be the one that its tests run on', async () => {
    const { wrong } = await examine(serverless('CodeUri: good/dist\nRuntime: nodejs22.x'));
    expect(wrong).toEqual([
      expect.objectContaining({
        severity: 'warning',
        found: 'nodejs22.x',
        expected: 'nodejs24.x, as in your tests',
      }),
    ]);
  });

  it('is found where the template repeats it by an anchor and a merge', async () => {
    const { wrong } = await examine(`
Resources:
  First: { Type: AWS::Lambda::Function, Properties: &shared { Runtime: nodejs16.x, Handler: index.handler } }
  Second: { Type: AWS::Lambda::Function, Properties: { <<: *shared, Code: { S3Bucket: b } } }`);
    expect(wrong.filter(({ what }) => what === 'runtime')).toEqual([
      expect.objectContaining({ found: 'nodejs16.x', where: 'template.yaml:3 Resources.First.Properties.Runtime' }),
      expect.objectContaining({ found: 'nodejs16.x', where: expect.stringContaining('Resources.Second') }),
    ]);
  });

  it('is reported once if Globals sets it', async () => {
    const more = '  Others:\n    Type: AWS::Serverless::Function\n    Properties: { CodeUri: good/dist }';
    const { found } = await examine(serverless('CodeUri: good/dist', more));
    // The start of a bundle is measured anew for each function that has it.
    expect(found.filter(({ what }) => what === 'runtime')).toHaveLength(1);
  });

  it("is found for plain CloudFormation's functions, and not needed for images", async () => {
    const { wrong } = await examine(`
Resources:
  Plain: { Type: AWS::Lambda::Function, Properties: { Runtime: nodejs16.x, Handler: index.handler, Code: { S3Bucket: b } } }
  Image: { Type: AWS::Lambda::Function, Properties: { PackageType: Image, Code: { ImageUri: i } } }
  Other: { Type: AWS::S3::Bucket }`);
    const runtimes = wrong.filter(({ what }) => what === 'runtime');
    expect(runtimes).toEqual([
      expect.objectContaining({ where: 'template.yaml:3 Resources.Plain.Properties.Runtime' }),
    ]);
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
        expected: 'the ARN of the needed resource',
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
