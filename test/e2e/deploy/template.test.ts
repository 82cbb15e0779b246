import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { deploy, type Properties, type Template } from '../sam/cloudformation.ts';
import { samBuild, translate } from '../sam/tools.ts';
import { runCheckov } from './checkov.ts';

const built = join(samBuild('expanded'), 'template.yaml');
const template = translate(built) as Template;
const everything = { CreateUrlFunction: 'true', CreateAccessKey: 'true', RecordingsBucket: 'true', Tracing: 'Active' };
const key = 'arn:aws:kms:eu-west-1:123456789012:key/1';

const ofType = (type: string, parameters: Properties = {}, from = template) =>
  Object.entries(deploy(from, parameters).resources).filter(([, { Type }]) => Type === type);

describe('the expanded template, asked for what a simulated AWS does not show', () => {
  test('rolls a deployment back if an alarm of its function or that on timeouts goes off', () => {
    const groups = ofType('AWS::CodeDeploy::DeploymentGroup', everything);
    expect(groups).toHaveLength(3);
    for (const [name, { Properties: properties }] of groups) {
      const { AlarmConfiguration, AutoRollbackConfiguration } = properties as Record<string, Properties>;
      const alarms = [AlarmConfiguration?.Alarms ?? []].flat().map((alarm) => (alarm as Properties).Name);
      const prefix = name.replace('FunctionDeploymentGroup', '');
      expect(alarms).toEqual(
        expect.arrayContaining([`the-${prefix}ErrorsAlarm`, `the-${prefix}DurationAlarm`, 'the-TimeoutsAlarm']),
      );
      expect(AutoRollbackConfiguration).toMatchObject({
        Enabled: true,
        Events: expect.arrayContaining(['DEPLOYMENT_STOP_ON_ALARM']),
      });
    }
  });

  test.each(['AllAtOnce', 'Canary10Percent5Minutes', 'Linear10PercentEvery1Minute'])('moves calls %s', (type) => {
    const expanded = translate(built, `DeploymentType=${type}`) as Template;
    const configurations = ofType('AWS::CodeDeploy::DeploymentGroup', {}, expanded).map(
      ([, { Properties: properties }]) => properties.DeploymentConfigName,
    );
    expect(configurations).toEqual(Array(2).fill(`CodeDeployDefault.Lambda${type}`));
  });

  test('publishes no version when parameters alone change', () => {
    const versionsOf = (from: Template) => Object.keys(from.Resources).filter((name) => name.includes('Version'));
    expect(versionsOf(translate(built, 'MemorySize=1024', 'Tracing=Active') as Template)).toEqual(versionsOf(template));
  });

  test('traces calls if the parameter says so, with the two permissions of X-Ray', () => {
    const [[, traced] = []] = ofType('AWS::Lambda::Function', { Tracing: 'Active' });
    expect(traced?.Properties.TracingConfig).toEqual({ Mode: 'Active' });
    const rolesWith = (Tracing: string) => JSON.stringify(ofType('AWS::IAM::Role', { Tracing }));
    expect(rolesWith('Active')).toContain('["xray:PutTraceSegments","xray:PutTelemetryRecords"]');
    expect(rolesWith('PassThrough')).not.toContain('xray');
  });

  test('encrypts every log group with the key of the parameter', () => {
    const keysOf = (parameters: Properties) =>
      ofType('AWS::Logs::LogGroup', { ...everything, ...parameters }).map(([, one]) => one.Properties.KmsKeyId);
    expect(keysOf({ LogKeyArn: key })).toEqual([key, key, key]);
    expect(keysOf({})).toEqual([undefined, undefined, undefined]);
  });

  test('has a bucket for recordings only if asked for, lets functions write to it alone, and lets objects expire', () => {
    expect(ofType('AWS::S3::Bucket')).toEqual([]);
    expect(JSON.stringify(ofType('AWS::IAM::Role'))).not.toContain('s3:');
    const [[, bucket] = []] = ofType('AWS::S3::Bucket', { ...everything, RecordingsDays: 7 });
    expect(bucket?.Properties).toMatchObject({
      LifecycleConfiguration: { Rules: [{ Status: 'Enabled', ExpirationInDays: 7 }] },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
    const roles = JSON.stringify(ofType('AWS::IAM::Role', everything));
    expect(roles.match(/"s3:\w+","Resource":"[^"]+"/g)).toEqual(
      Array(3).fill('"s3:PutObject","Resource":"arn:aws:s3:::the-Recordings/*"'),
    );
  });

  test('has a dashboard unless the parameter says no', () => {
    expect(ofType('AWS::CloudWatch::Dashboard')).toHaveLength(1);
    expect(ofType('AWS::CloudWatch::Dashboard', { CreateDashboard: 'false' })).toEqual([]);
  });

  test('passes checkov with everything switched on, but for what its metadata accepts with a reason', () => {
    const folder = mkdtempSync(join(tmpdir(), 'checkov-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'template.json');
    const Parameters = Object.fromEntries(
      Object.entries(template.Parameters).map(([name, one]) => {
        const given = (everything as Properties)[name] ?? (name === 'LogKeyArn' ? key : undefined);
        return [name, given === undefined ? one : { ...one, Default: given }];
      }),
    );
    writeFileSync(file, JSON.stringify({ ...template, Parameters }));
    const { passed, failed, skipped } = runCheckov(file);
    expect(passed.length).toBeGreaterThan(50);
    // A URL that SAM makes has no metadata. The template gives the reason beside its function.
    expect(failed.map(({ check_id, resource }) => `${check_id} ${resource}`)).toEqual([
      'CKV_AWS_258 AWS::Lambda::Url.UrlFunctionUrl',
    ]);
    expect(new Set(skipped.map(({ check_id }) => check_id))).toEqual(
      new Set(['115', '116', '117', '149', '173', '18', '21'].map((id) => `CKV_AWS_${id}`)),
    );
    for (const { check_result } of skipped) expect(check_result.suppress_comment).toMatch(/\w.+\.$/);
  });
});
