import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deploy, type Template } from './cloudformation.ts';
import { samBuild, translate } from './tools.ts';

const template = translate(join(samBuild('url'), 'template.yaml')) as Template;
const plain = deploy(template);
const withUrl = deploy(template, { CreateUrlFunction: 'true' });

const named = (name: string) => withUrl.resources[name]?.Properties as Record<string, unknown>;

describe('the function behind a URL', () => {
  it('is deployed only if a parameter asks for it, with all its resources', () => {
    const added = Object.keys(withUrl.resources).filter((name) => !(name in plain.resources));
    expect(added).toEqual(expect.arrayContaining(['UrlFunction', 'UrlRole', 'UrlLogGroup', 'SystemTokenSecret']));
    expect(added.every((name) => /^(Url|SystemToken)/.test(name))).toBe(true);
    expect(plain.outputs).not.toHaveProperty('UrlStackRecord');
  });

  it('is open to all: the token keeps others out', () => {
    expect(named('UrlFunctionUrl')).toMatchObject({ AuthType: 'NONE' });
  });

  it('may write its own logs and read its own secret, and nothing else', () => {
    const { Policies } = named('UrlRole') as { Policies: { PolicyDocument: { Statement: unknown[] } }[] };
    const statements = Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
    const variables = (named('UrlFunction').Environment as { Variables: Record<string, unknown> }).Variables;
    expect(statements).toEqual([
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: 'arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/shop-url:*',
      },
      { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: variables.SYSTEM_TOKEN_SECRET_ARN },
    ]);
    expect(String(variables.SYSTEM_TOKEN_SECRET_ARN)).not.toMatch(/\*/);
  });

  it('begins with a random token', () => {
    expect(named('SystemTokenSecret')).toHaveProperty('GenerateSecretString');
    expect(named('SystemTokenSecret')).not.toHaveProperty('SecretString');
    expect(JSON.stringify(withUrl.outputs)).not.toMatch(/SecretString/);
  });

  it('has the body of the server stack in its outputs, with a hostURI without a final slash', () => {
    const { server, ...record } = JSON.parse(String(withUrl.outputs.UrlStackRecord));
    expect(record).toEqual({ name: 'shop url', type: 'server', framework: 'twoDotZero' });
    expect(server.hostURI).toMatch(/^https:\/\/[^/]+$/);
  });

  it('takes no more concurrent calls than the parameter says, and any number at -1', () => {
    expect(named('UrlFunction').ReservedConcurrentExecutions).toBe(20);
    const unbound = deploy(template, { CreateUrlFunction: 'true', UrlConcurrency: -1 });
    expect(unbound.resources.UrlFunction?.Properties).not.toHaveProperty('ReservedConcurrentExecutions');
  });

  it('has the same alarms as the others, and two on refused and unanswered requests', () => {
    const metrics = Object.entries(withUrl.resources)
      .filter(([name]) => /^Url.*Alarm$/.test(name))
      .map(([, { Properties }]) => (Properties as { MetricName: string }).MetricName);
    expect(metrics.sort()).toEqual(['Duration', 'Errors', 'Throttles', 'Url4xxCount', 'Url5xxCount']);
  });
});
