import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deploy, type Json, type Properties, type Resource, SECRET_KEY, type Template } from './cloudformation.ts';
import { root, samBuild, translate } from './tools.ts';

const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:alarms';

const template = translate(join(samBuild('template'), 'template.yaml')) as Template;
const plain = deploy(template);
const withKey = deploy(template, { CreateAccessKey: 'true', AccessKeySerial: 2, AlarmTopicArn: TOPIC });

const ofType = (type: string, { resources } = plain) =>
  Object.entries(resources).filter(([, one]) => one.Type === type) as [string, Resource][];
const propertiesOf = (type: string, deployment = plain) => ofType(type, deployment).map(([, one]) => one.Properties);

/** Finds every policy statement, at any depth. */
function statementsIn(value: unknown): Properties[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'Effect' in value ? [value as Properties] : [];
  return [...own, ...Object.values(value).flatMap(statementsIn)];
}

const aliasArn = (name: string) => `arn:aws:lambda:eu-west-1:123456789012:function:${name}:live`;

describe('the template', () => {
  it('deploys the two functions, under names that stay when the stack is deployed again', () => {
    expect(propertiesOf('AWS::Lambda::Function').map((one) => one.FunctionName)).toEqual([
      'shop-diy',
      'shop-connector',
    ]);
  });

  it('grants nothing on all resources, and no other actions', () => {
    const statements = statementsIn(withKey.resources);
    const named = statements.flatMap(({ Resource = [] }) => Resource);
    expect(named).toEqual([
      'arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/shop-diy:*',
      'arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/shop-connector:*',
      aliasArn('shop-diy'),
      aliasArn('shop-connector'),
    ]);
    expect(new Set(statements.flatMap(({ Action = [] }) => Action))).toEqual(
      new Set(['sts:AssumeRole', 'logs:CreateLogStream', 'logs:PutLogEvents', 'lambda:InvokeFunction']),
    );
    const { DeploymentRole: _, ...others } = withKey.resources;
    expect(JSON.stringify(others)).not.toMatch(
      /ManagedPolicy|NotAction|NotResource|NotPrincipal|AWS::Lambda::Permission/,
    );
  });

  it("lets CodeDeploy move calls, for deployments of this account alone, by AWS's own policy", () => {
    const { AssumeRolePolicyDocument, ManagedPolicyArns } = withKey.resources.DeploymentRole?.Properties ?? {};
    expect(statementsIn(AssumeRolePolicyDocument)).toEqual([
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: 'codedeploy.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
      },
    ]);
    expect(ManagedPolicyArns).toEqual(['arn:aws:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited']);
  });

  it('has as many resources as the guide says, with its defaults and with everything switched on', () => {
    const everything = { CreateUrlFunction: 'true', CreateAccessKey: 'true', RecordingsBucket: 'true' };
    const numbers = [plain, deploy(template, everything)].map(({ resources }) => Object.keys(resources).length);
    const guide = readFileSync(join(root, 'docs/deploy-lambda.md'), 'utf8');
    const said = /has (\d+) resources[^.]*\. With everything switched on it has (\d+)\./.exec(guide);
    expect(numbers).toEqual(said?.slice(1).map(Number));
  });

  it('is one file that can be read: at most 650 lines', () => {
    expect(readFileSync(join(root, 'template.yaml'), 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(650);
  });

  it('needs no more than CAPABILITY_IAM: no IAM resource has a name of its own', () => {
    const identities = [...propertiesOf('AWS::IAM::Role'), ...propertiesOf('AWS::IAM::User')];
    expect(identities).toHaveLength(4);
    for (const properties of identities)
      expect(Object.keys(properties)).not.toContainEqual(expect.stringMatching(/Name$/));
  });

  it('has names, ARNs and region in its outputs', () => {
    expect(plain.outputs).toMatchObject({
      Region: 'eu-west-1',
      DiyFunctionName: 'shop-diy',
      DiyFunctionArn: aliasArn('shop-diy'),
      ConnectorFunctionName: 'shop-connector',
      ConnectorFunctionArn: aliasArn('shop-connector'),
    });
  });
});

describe.each(ofType('AWS::Lambda::Function'))('%s', (name, { Properties: properties }) => {
  const functionName = String(properties.FunctionName);
  const alarms = (deployment = plain) =>
    propertiesOf('AWS::CloudWatch::Alarm', deployment).filter(
      ({ Namespace, Dimensions }) =>
        Namespace === 'AWS/Lambda' &&
        JSON.stringify(Dimensions) === JSON.stringify([{ Name: 'FunctionName', Value: functionName }]),
    );
  const alarmOn = (metric: string, deployment = plain) => alarms(deployment).filter((one) => one.MetricName === metric);

  it('runs its bundle on Node 24, arm64, for up to 300 s, with stack traces of the sources', () => {
    expect(properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      Timeout: 300,
      MemorySize: 512,
      Environment: { Variables: { NODE_OPTIONS: '--enable-source-maps' } },
    });
  });

  it('has the memory, the processor and the log level of the parameters', () => {
    const { resources } = deploy(template, { MemorySize: 1769, Architecture: 'x86_64', LogLevel: 'DEBUG' });
    expect(resources[name]?.Properties).toMatchObject({
      MemorySize: 1769,
      Architectures: ['x86_64'],
      LoggingConfig: { ApplicationLogLevel: 'DEBUG' },
    });
  });

  it('logs JSON to a group of its own, kept for as long as the parameter says', () => {
    expect(properties.LoggingConfig).toMatchObject({ LogFormat: 'JSON', LogGroup: `/aws/lambda/${functionName}` });
    const groups = propertiesOf('AWS::Logs::LogGroup', deploy(template, { LogRetentionDays: 7 }));
    expect(groups.filter((group) => group.LogGroupName === `/aws/lambda/${functionName}`)).toEqual([
      expect.objectContaining({ RetentionInDays: 7 }),
    ]);
  });

  it('has a role for Lambda in this account alone that may write its own logs only', () => {
    const roles = ofType('AWS::IAM::Role').filter(([role]) => String(properties.Role).endsWith(`/the-${role}`));
    expect(roles).toHaveLength(1);
    expect(statementsIn(roles)).toEqual([
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
    ]);
  });

  it.each(['Errors', 'Throttles'])('sets off an alarm at the first of its %s', (metric) => {
    expect(alarmOn(metric)).toEqual([
      expect.objectContaining({ Statistic: 'Sum', Threshold: 1, ComparisonOperator: 'GreaterThanOrEqualToThreshold' }),
    ]);
  });

  it('sets off the alarm on errors later if the parameter is higher', () => {
    expect(alarmOn('Errors', deploy(template, { ErrorAlarmThreshold: 10 }))).toEqual([
      expect.objectContaining({ Threshold: 10 }),
    ]);
  });

  it('sets off an alarm when one call comes near the timeout, before it gets there', () => {
    const [alarm, ...others] = alarmOn('Duration');
    expect(others).toEqual([]);
    expect(alarm).toMatchObject({ Statistic: 'Maximum', ComparisonOperator: 'GreaterThanOrEqualToThreshold' });
    const share = Number(alarm?.Threshold) / (Number(properties.Timeout) * 1000);
    expect(share).toBeGreaterThanOrEqual(0.5);
    expect(share).toBeLessThan(1);
  });

  it('sends alarms to a topic if one is given', () => {
    expect(alarms().map((alarm) => alarm.AlarmActions)).toEqual([undefined, undefined, undefined]);
    expect(alarms(withKey).map((alarm) => alarm.AlarmActions)).toEqual([[TOPIC], [TOPIC], [TOPIC]]);
  });
});

describe('the user for integrator.io', () => {
  it('may invoke the aliases of these functions, and nothing else', () => {
    const users = ofType('AWS::IAM::User', withKey);
    expect(users).toHaveLength(1);
    expect(statementsIn(users)).toEqual([
      {
        Effect: 'Allow',
        Action: 'lambda:InvokeFunction',
        Resource: propertiesOf('AWS::Lambda::Function').map((one) => aliasArn(String(one.FunctionName))),
      },
    ]);
    expect(Object.keys(users[0]?.[1].Properties ?? {})).toEqual(['Policies']);
  });

  it('has no access key by default', () => {
    const types = Object.values(plain.resources).map((one) => one.Type);
    expect(types).not.toContain('AWS::IAM::AccessKey');
    expect(types).not.toContain('AWS::SecretsManager::Secret');
    expect(plain.outputs).not.toHaveProperty('AccessKeySecretArn');
  });

  it('has its access key in a secret, as the fields of a stack record, and in no output', () => {
    const [secret] = propertiesOf('AWS::SecretsManager::Secret', withKey);
    expect(JSON.parse(String(secret?.SecretString))).toEqual({
      accessKeyId: 'the-IntegratorAccessKey',
      secretAccessKey: SECRET_KEY,
    });
    expect(withKey.outputs.AccessKeySecretArn).toBe('the-IntegratorAccessKeySecret');
    expect(JSON.stringify(withKey.outputs)).not.toContain(SECRET_KEY);
  });

  it('keeps its old access key when a new serial makes another one', () => {
    const [[, key] = []] = ofType('AWS::IAM::AccessKey', withKey);
    expect(key).toMatchObject({
      UpdateReplacePolicy: 'Retain',
      Properties: { UserName: 'the-IntegratorUser', Serial: 2 },
    });
  });
});

describe('the stack records to create in integrator.io', () => {
  const record = (output: string) => JSON.parse(String(plain.outputs[output])) as Json;
  const lambda = (functionName: string) => ({
    accessKeyId: 'ACCESS_KEY_ID',
    secretAccessKey: 'SECRET_ACCESS_KEY',
    awsRegion: 'eu-west-1',
    functionName: aliasArn(functionName),
    language: 'Node.js',
  });

  it('are of framework 2.0 for the flat module', () => {
    expect(record('DiyStackRecord')).toEqual({
      name: 'shop diy',
      type: 'lambda',
      framework: 'twoDotZero',
      lambda: lambda('shop-diy'),
    });
  });

  it('leave the framework out for the grouped module, which makes it 1.0', () => {
    expect(record('ConnectorStackRecord')).toEqual({
      name: 'shop connector',
      type: 'lambda',
      lambda: lambda('shop-connector'),
    });
  });
});
