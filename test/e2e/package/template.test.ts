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
  const aliasArn = `arn:aws:lambda:eu-west-1:123456789012:function:${functionName}:live`;
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

  test('deploys one function, on Node 24, with a log group, alarms and metrics of its own', () => {
    const types = Object.values(plain.resources).map(({ Type }) => Type);
    const counts = Object.fromEntries(
      Object.entries(Object.groupBy(types, (type) => type)).map(([type, all = []]) => [type, all.length]),
    );
    expect(counts).toEqual({
      'AWS::CloudWatch::Alarm': 4,
      'AWS::CloudWatch::Dashboard': 1,
      'AWS::CodeDeploy::Application': 1,
      'AWS::CodeDeploy::DeploymentGroup': 1,
      'AWS::IAM::Role': 2,
      'AWS::IAM::User': 1,
      'AWS::Lambda::Alias': 1,
      'AWS::Lambda::Function': 1,
      'AWS::Lambda::Version': 1,
      'AWS::Logs::LogGroup': 1,
      'AWS::Logs::MetricFilter': 10,
      'AWS::Logs::QueryDefinition': 10,
    });
    const body = JSON.parse(String(plain.resources.Dashboard?.Properties.DashboardBody));
    expect(JSON.stringify(body)).toContain(functionName);
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

  test('lets the function write its own logs, the user invoke its alias, and nobody do anything else', () => {
    const { DeploymentRole: _, ...others } = plain.resources;
    expect(statementsIn(others)).toEqual([
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: 'lambda.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
      },
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: `arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/${functionName}:*`,
      },
      { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: [aliasArn] },
    ]);
  });

  test('has the stack record in its outputs', () => {
    const record = plain.outputs[kind === 'diy' ? 'DiyStackRecord' : 'ConnectorStackRecord'];
    const { framework, ...rest } = JSON.parse(String(record));
    expect(framework).toBe(generation === '2.0' ? 'twoDotZero' : undefined);
    expect(rest).toMatchObject({
      name: `shop ${kind}`,
      type: 'lambda',
      lambda: { functionName: aliasArn, language: 'Node.js' },
    });
  });
});

/** Finds every policy statement, at any depth. */
function statementsIn(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return [...('Effect' in value ? [value] : []), ...Object.values(value).flatMap(statementsIn)];
}
