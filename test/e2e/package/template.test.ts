import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { CHOICES } from '../../../src/cli/commands/init/flavour.ts';
import { renderTemplate } from '../../../src/cli/commands/init/template.ts';
import { type Deployment, deploy, type Template } from '../sam/cloudformation.ts';
import { runCfnLint, runSam, translate } from '../sam/tools.ts';
import { emptyFolder } from './packed.ts';

const flavours = CHOICES.kind.flatMap((kind) => CHOICES.generation.map((generation) => ({ kind, generation })));

describe.each(flavours)('The template of a new project with a $kind module of $generation', ({ kind, generation }) => {
  const functionName = `shop-${kind}`;
  const functionArn = `arn:aws:lambda:eu-west-1:123456789012:function:${functionName}`;
  const folder = emptyFolder();
  const file = join(folder, 'template.yaml');
  let plain: Deployment;
  beforeAll(() => {
    writeFileSync(file, renderTemplate({ language: 'ts', target: 'lambda', kind, generation }));
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'dist', 'index.mjs'), 'export const handler = async () => {};');
    const built = join(folder, 'built');
    const { status, output } = runSam('build', '--template', file, '--build-dir', built);
    if (status !== 0) throw new Error(output);
    plain = deploy(translate(join(built, 'template.yaml')) as Template);
  });

  test('has no violation that cfn-lint finds', () => {
    expect(runCfnLint(file)).toEqual({ status: 0, output: '' });
  });

  test('deploys one function, on Node 24, with a log group and alarms of its own', () => {
    const types = Object.values(plain.resources).map(({ Type }) => Type);
    expect(types.sort()).toEqual([
      'AWS::CloudWatch::Alarm',
      'AWS::CloudWatch::Alarm',
      'AWS::CloudWatch::Alarm',
      'AWS::IAM::Role',
      'AWS::IAM::User',
      'AWS::Lambda::Function',
      'AWS::Logs::LogGroup',
    ]);
    const [fn] = Object.values(plain.resources).filter(({ Type }) => Type === 'AWS::Lambda::Function');
    expect(fn?.Properties).toMatchObject({
      FunctionName: functionName,
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Timeout: 300,
      LoggingConfig: { LogFormat: 'JSON', LogGroup: `/aws/lambda/${functionName}` },
    });
  });

  test('lets the function write its own logs, the user invoke it, and nobody do anything else', () => {
    expect(statementsIn(plain.resources)).toEqual([
      { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } },
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: `arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/${functionName}:*`,
      },
      { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: [functionArn] },
    ]);
  });

  test('has the stack record in its outputs', () => {
    const record = plain.outputs[kind === 'diy' ? 'DiyStackRecord' : 'ConnectorStackRecord'];
    const { framework, ...rest } = JSON.parse(String(record));
    expect(framework).toBe(generation === '2.0' ? 'twoDotZero' : undefined);
    expect(rest).toMatchObject({ name: `shop ${kind}`, type: 'lambda', lambda: { functionName, language: 'Node.js' } });
  });
});

/** Finds every policy statement, at any depth. */
function statementsIn(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return [...('Effect' in value ? [value] : []), ...Object.values(value).flatMap(statementsIn)];
}
