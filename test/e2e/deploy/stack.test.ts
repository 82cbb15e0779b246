import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { awsTool, type Moto, startMoto } from '../../../scripts/deploy/moto.ts';
import { listCode, readPage } from '../../docs/page.ts';
import { runSamWith, samBuild, translate } from '../sam/tools.ts';

const STACK = 'integrator-extension';
const PARAMETERS = { CreateAccessKey: 'true', CreateUrlFunction: 'true', RecordingsBucket: 'true', Tracing: 'Active' };

const folder = mkdtempSync(join(tmpdir(), 'deployed-'));
const sent = join(folder, 'sent.json');
const pages = ['docs/deploy-lambda.md', 'docs/operating.md'].map(readPage);

// Some tests run a dozen commands of AWS CLI, and each takes seconds on a busy machine.
vi.setConfig({ testTimeout: 900_000, hookTimeout: 900_000 });

let moto: Moto;
const variables = () => ({
  AWS_ENDPOINT_URL: moto.url,
  AWS_ACCESS_KEY_ID: 'none',
  AWS_SECRET_ACCESS_KEY: 'none',
  AWS_DEFAULT_REGION: 'eu-west-1',
});

/** Runs commands in a shell, as a reader of the guide does: with AWS CLI, jq, and a curl that keeps what it would send. */
function shell(commands: string): string {
  const env = { ...variables(), PATH: `${folder}/bin:${awsTool()}:${process.env.PATH}`, HOME: folder, SENT: sent };
  const { status, stdout, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', commands], {
    encoding: 'utf8',
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (status !== 0) throw new Error(`${commands}: expected exit code 0, found ${status}\n${stdout}${stderr}`);
  return stdout;
}
const aws = (command: string): unknown => JSON.parse(shell(`aws ${command} --output json`) || 'null');

/** The block of the guides that has a text in it. */
function commandsWith(text: string): string {
  const [found] = pages.flatMap((page) => listCode(page, 'sh')).filter((code) => code.includes(text));
  if (!found) throw new Error(`docs/deploy-lambda.md, docs/operating.md: found no commands with ${text}`);
  return found;
}
const defineOutput = () => commandsWith('output() {').split('\n\n')[0] ?? '';

/** Creates or updates the stack from the packaged template, expanded as AWS expands it. */
function apply(verb: 'create' | 'update', packaged: string, parameters: Readonly<Record<string, string>>): void {
  const pairs = Object.entries(parameters);
  const expanded = join(folder, `${verb}.json`);
  writeFileSync(expanded, JSON.stringify(translate(packaged, ...pairs.map((pair) => pair.join('=')))));
  const list = pairs.map(([name, value]) => `ParameterKey=${name},ParameterValue=${value}`).join(' ');
  shell(
    `aws cloudformation ${verb}-stack --stack-name ${STACK} --template-body file://${expanded} --capabilities CAPABILITY_IAM --parameters ${list}`,
  );
}

interface Described {
  readonly StackStatus: string;
  readonly Outputs: readonly { readonly OutputKey: string; readonly OutputValue: string }[];
}
const describeStack = () =>
  (aws(`cloudformation describe-stacks --stack-name ${STACK}`) as { Stacks: [Described] }).Stacks[0];
const outputs = () =>
  Object.fromEntries(describeStack().Outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
const readKey = () =>
  JSON.parse(
    shell(
      `aws secretsmanager get-secret-value --secret-id ${outputs().AccessKeySecretArn} --query SecretString --output text`,
    ),
  );
const listKeys = () =>
  (
    aws(
      `iam list-access-keys --user-name ${outputs().IntegratorUserName} --query AccessKeyMetadata[].AccessKeyId`,
    ) as string[]
  ).toSorted();

const packaged = join(folder, 'packaged.yaml');

beforeAll(async () => {
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin', 'curl'), '#!/bin/sh\ncat > "$SENT"\n');
  chmodSync(join(folder, 'bin', 'curl'), 0o755);
  moto = await startMoto();
  shell('aws s3 mb s3://code');
  const built = join(samBuild('deploy'), 'template.yaml');
  const args = ['package', '--template-file', built, '--s3-bucket', 'code', '--output-template-file', packaged];
  const { status, output } = runSamWith(variables(), ...args);
  if (status !== 0) throw new Error(`sam package: expected exit code 0, found ${status}\n${output}`);
  apply('create', packaged, PARAMETERS);
});

afterAll(async () => {
  await moto?.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('the template, packaged by SAM CLI and created in a simulated AWS', () => {
  test('becomes a stack', () => {
    expect(describeStack().StackStatus).toBe('CREATE_COMPLETE');
  });

  test('has outputs that are complete, and records that are JSON and name aliases', () => {
    const found = outputs();
    const { Outputs } = translate(packaged) as { Outputs: object };
    expect(Object.keys(found).toSorted()).toEqual(Object.keys(Outputs).toSorted());
    const arn = (name: string) => `arn:aws:lambda:eu-west-1:123456789012:function:${STACK}-${name}:live`;
    expect(JSON.parse(String(found.DiyStackRecord)).lambda.functionName).toBe(arn('diy'));
    expect(JSON.parse(String(found.ConnectorStackRecord)).lambda.functionName).toBe(arn('connector'));
    expect([found.DiyFunctionArn, found.ConnectorFunctionArn]).toEqual([arn('diy'), arn('connector')]);
    expect(JSON.parse(String(found.UrlStackRecord)).server.hostURI).toMatch(/^https:\/\/[^/]+$/);
  });

  test('has the code of the build in its functions, and aliases on published versions', () => {
    for (const name of ['diy', 'connector', 'url']) {
      const alias = aws(`lambda get-alias --function-name ${STACK}-${name} --name live`) as { FunctionVersion: string };
      expect(alias.FunctionVersion).toMatch(/^[1-9]/);
      const { Configuration } = aws(`lambda get-function --function-name ${STACK}-${name}`) as {
        Configuration: { CodeSize: number };
      };
      expect(Configuration.CodeSize).toBeGreaterThan(10_000);
    }
  });

  test("lets the user invoke the aliases, and shows no other statement in the user's policy", () => {
    const user = outputs().IntegratorUserName;
    const { PolicyDocument } = aws(
      `iam get-user-policy --user-name ${user} --policy-name invoke-extension-functions`,
    ) as { PolicyDocument: { Statement: unknown } };
    expect(PolicyDocument.Statement).toEqual([
      {
        Effect: 'Allow',
        Action: 'lambda:InvokeFunction',
        Resource: [outputs().DiyFunctionArn, outputs().ConnectorFunctionArn],
      },
    ]);
  });

  test('has the metric filters, the alarms and the dashboard', () => {
    const filters = aws('logs describe-metric-filters --query metricFilters[].logGroupName') as string[];
    expect(filters).toHaveLength(30);
    const alarms = aws('cloudwatch describe-alarms --query MetricAlarms[].MetricName') as string[];
    expect(alarms.toSorted()).toEqual(
      [
        ...Array(3).fill(['Duration', 'Errors', 'Throttles']).flat(),
        'Timeouts',
        'Url4xxCount',
        'Url5xxCount',
      ].toSorted(),
    );
    const { DashboardBody } = aws(`cloudwatch get-dashboard --dashboard-name ${STACK}`) as { DashboardBody: string };
    expect(JSON.parse(DashboardBody).widgets).toHaveLength(16);
  });

  test('has a bucket for recordings that is private, encrypted and takes TLS only', () => {
    const bucket = outputs().RecordingsBucketName;
    const { Policy } = aws(`s3api get-bucket-policy --bucket ${bucket}`) as { Policy: string };
    expect(JSON.parse(Policy).Statement).toEqual([
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    ]);
    expect(JSON.stringify(aws(`s3api get-bucket-encryption --bucket ${bucket}`))).toContain('AES256');
    const variable = aws(
      `lambda get-function-configuration --function-name ${STACK}-diy --query Environment.Variables.RECORDINGS_BUCKET`,
    );
    expect(variable).toBe(bucket);
  });
});

describe("the guide's commands, run on the stack", () => {
  test('join the record and the key of the secret, which stands in no output', () => {
    const { accessKeyId, secretAccessKey } = readKey();
    shell(`INTEGRATOR_TOKEN=token\n${commandsWith('jq --slurp')}`);
    const record = JSON.parse(readFileSync(sent, 'utf8'));
    expect(record).toEqual({
      ...JSON.parse(String(outputs().DiyStackRecord)),
      lambda: { ...JSON.parse(String(outputs().DiyStackRecord)).lambda, accessKeyId, secretAccessKey },
    });
    expect(listKeys()).toEqual([accessKeyId]);
    expect(JSON.stringify(outputs())).not.toContain(secretAccessKey);
  });

  test('rotate the key: the secret has a second one, and the first lives until it is deleted', () => {
    const first = readKey();
    apply('update', packaged, { ...PARAMETERS, AccessKeySerial: '2' });
    const second = readKey();
    expect(second.accessKeyId).not.toBe(first.accessKeyId);
    expect(listKeys()).toEqual([first.accessKeyId, second.accessKeyId].toSorted());
    shell(`${defineOutput()}\n${commandsWith('delete-access-key').replace('THE_OLD_ONE', first.accessKeyId)}`);
    expect(listKeys()).toEqual([second.accessKeyId]);
  });

  test('roll back by hand: the alias goes to an older version', () => {
    const versionOf = (alias: unknown) => (alias as { FunctionVersion: string }).FunctionVersion;
    const readAlias = () => versionOf(aws(`lambda get-alias --function-name ${STACK}-diy --name live`));
    const good = readAlias();
    shell(`aws lambda update-function-configuration --function-name ${STACK}-diy --memory-size 1024`);
    const bad = (aws(`lambda publish-version --function-name ${STACK}-diy`) as { Version: string }).Version;
    expect(bad).not.toBe(good);
    shell(`aws lambda update-alias --function-name ${STACK}-diy --name live --function-version ${bad}`);
    shell(commandsWith('update-alias').replace('THE_LAST_GOOD_ONE', good));
    expect(readAlias()).toBe(good);
  });

  test('leave nothing of a deleted stack', () => {
    shell(`aws cloudformation delete-stack --stack-name ${STACK}`);
    const left = [
      'lambda list-functions --query Functions[].FunctionName',
      'iam list-users --query Users[].UserName',
      'iam list-roles --query Roles[].RoleName',
      'logs describe-log-groups --query logGroups[].logGroupName',
      'logs describe-metric-filters --query metricFilters[].filterName',
      'cloudwatch describe-alarms --query MetricAlarms[].AlarmName',
      'cloudwatch list-dashboards --query DashboardEntries[].DashboardName',
      'secretsmanager list-secrets --query SecretList[].Name',
      'deploy list-applications --query applications',
    ].map((command) => aws(command));
    expect(left).toEqual(left.map(() => []));
    expect(aws('s3api list-buckets --query Buckets[].Name')).toEqual(['code']);
  });
});
