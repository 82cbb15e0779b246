import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { listCode, readPage } from '../../docs/page.ts';
import { deploy, type Properties, type Template } from '../sam/cloudformation.ts';
import { samBuild, translate } from '../sam/tools.ts';
import { captureLines, reportLine } from './captured-lines.ts';
import { matchesPattern, select } from './filter-pattern.ts';
import { type LoggedLine, runQuery } from './insights.ts';

const template = translate(join(samBuild('operating'), 'template.yaml')) as Template;
const { resources } = deploy(template, { CreateUrlFunction: 'true' });
const propertiesOf = (name: string): Properties => resources[name]?.Properties ?? {};

let lines: LoggedLine[];
beforeAll(async () => {
  lines = await captureLines();
});

describe('a metric filter', () => {
  /** The values that the filter of a metric takes from lines. */
  const valuesOf = (metric: string, from: readonly LoggedLine[] = lines): number[] => {
    const { FilterPattern, MetricTransformations } = propertiesOf(`Diy${metric}Filter`);
    const [transformation] = MetricTransformations as Properties[];
    expect(transformation).toMatchObject({ MetricName: metric, MetricNamespace: 'IntegratorExtension/shop' });
    const value = String(transformation?.MetricValue);
    return from
      .filter(({ message }) => matchesPattern(String(FilterPattern), message))
      .map(({ message }) => Number(value.startsWith('$') ? select(value, JSON.parse(message)) : value));
  };

  test.each([
    ['Calls', 10],
    ['Failures', 5],
    ['FailuresByCode', 5],
    ['Timeouts', 1],
    ['ColdStarts', 3],
  ])('counts %s in lines of the real runtime', (metric, expected) => {
    expect(valuesOf(metric)).toEqual(Array(expected).fill(1));
  });

  test('finds a code in each failure', () => {
    const [{ Dimensions }] = propertiesOf('DiyFailuresByCodeFilter').MetricTransformations as [Properties];
    const [{ Key, Value }] = Dimensions as [Properties];
    const failed = lines.filter(({ message }) => message.includes('"call failed"'));
    const codes = failed.map(({ message }) => select(String(Value), JSON.parse(message)));
    expect(Key).toBe('Code');
    expect(codes).toEqual(['order_not_found', 'order_not_found', 'TypeError', 'function_timeout', expect.any(String)]);
  });

  test('adds up the bytes of responses in lines of the real runtime', () => {
    const bytes = valuesOf('Bytes');
    expect(bytes).toHaveLength(5);
    expect(Math.max(...bytes)).toBeGreaterThanOrEqual(100_000);
  });

  test.each([
    ['RecordsIn', 4],
    ['RecordsOut', 2],
    ['RecordsIgnored', 1],
    ['RecordErrors', 2],
  ])(
    'takes %s from the line of the real runtime that tells of records, and nothing from others',
    (metric, expected) => {
      expect(valuesOf(metric)).toEqual([expected]);
    },
  );

  test("counts a call that Lambda stopped, by Lambda's own line as AWS documents it", () => {
    const stopped = reportLine('/aws/lambda/shop-diy', 'timeout', { durationMs: 300_000 });
    const fine = reportLine('/aws/lambda/shop-diy', 'success', { durationMs: 12 });
    expect(valuesOf('Timeouts', [stopped, fine])).toEqual([1]);
  });

  test.each(['Connector', 'Url'])('is the same for the log of %s', (prefix) => {
    const filters = Object.entries(resources).filter(([name]) => /^Diy\w+Filter$/.test(name));
    expect(filters).toHaveLength(10);
    for (const [name, { Properties: properties }] of filters) {
      expect(propertiesOf(name.replace('Diy', prefix))).toEqual({
        ...properties,
        LogGroupName: `/aws/lambda/shop-${prefix.toLowerCase()}`,
      });
    }
  });

  test('sets off the alarm on timeouts with the line of a call that ran out of time, and with no other line', () => {
    const { Namespace, MetricName, Statistic, Threshold, ComparisonOperator } = propertiesOf('TimeoutsAlarm');
    expect([Namespace, Statistic, ComparisonOperator]).toEqual([
      'IntegratorExtension/shop',
      'Sum',
      'GreaterThanOrEqualToThreshold',
    ]);
    const isSetOff = (from: readonly LoggedLine[]) =>
      valuesOf(String(MetricName), from).reduce((sum, one) => sum + one, 0) >= Number(Threshold);
    const others = lines.filter(({ message }) => !message.includes('function_timeout'));
    expect(others.length).toBe(lines.length - 1);
    expect(isSetOff(others)).toBe(false);
    expect(isSetOff(lines)).toBe(true);
  });
});

describe('a saved query, run on lines of the real runtime', () => {
  const run = (name: string, from: readonly LoggedLine[] = lines) =>
    runQuery(String(propertiesOf(`${name}Query`).QueryString), from);

  test('stands in the template ten times, for the logs of all functions', () => {
    const queries = Object.values(resources).filter(({ Type }) => Type === 'AWS::Logs::QueryDefinition');
    expect(queries).toHaveLength(10);
    for (const { Properties: properties } of queries) {
      expect(properties.LogGroupNames).toEqual(['diy', 'connector', 'url'].map((name) => `/aws/lambda/shop-${name}`));
    }
    expect(new Set(queries.map(({ Properties: properties }) => properties.Name)).size).toBe(10);
  });

  test('tells which flows fail, and why', () => {
    const [first, ...others] = run('FailingFlows');
    expect(first).toEqual({
      'message._flowId': 'flow-failing',
      'message.function': 'throws',
      'message.problems.0.code': 'order_not_found',
      failures: 2,
    });
    expect(others.map((row) => row.failures)).toEqual([1, 1, 1]);
  });

  test('tells which functions are slowest', () => {
    const [first] = run('SlowestFunctions');
    expect(first).toMatchObject({ 'message.function': 'waits', calls: 1 });
    expect(Number(first?.p95)).toBeGreaterThan(1000);
  });

  test('tells which functions report errors of records', () => {
    expect(run('RecordErrors')).toEqual([
      { 'message.function': 'prepareOrders', 'message._flowId': 'flow-orders', errors: 2, records: 4 },
    ]);
  });

  test('tells which responses are largest', () => {
    const rows = run('LargestResponses');
    expect(rows).toHaveLength(5);
    expect(rows[0]).toMatchObject({ 'message.function': 'text', 'message._flowId': 'flow-large' });
    expect(rows[0]).toHaveProperty('requestId');
  });

  test('tells which functions meet cold starts', () => {
    const rows = run('ColdStarts').map((row) => [row['message.function'], row.coldStarts]);
    expect(rows.toSorted()).toEqual([
      ['greet', 1],
      ['missing', 1],
      ['prepareOrders', 1],
    ]);
  });

  test('tells which calls ran out of time', () => {
    const stopped = reportLine('/aws/lambda/shop-diy', 'timeout', { durationMs: 300_000 });
    const rows = run('Timeouts', [...lines, stopped]);
    expect(rows).toHaveLength(2);
    expect(rows).toContainEqual(
      expect.objectContaining({ 'message.function': 'waits', 'message._flowId': 'flow-slow' }),
    );
    expect(rows).toContainEqual(expect.objectContaining({ 'record.requestId': expect.any(String) }));
  });

  test('tells which functions answer too late or twice', () => {
    expect(run('LateAnswers')).toEqual([
      { 'message.function': 'answersTwice', 'message.message': 'late answer ignored', late: 1 },
    ]);
  });

  test('tells which flows are busiest', () => {
    const [first, ...others] = run('BusiestFlows');
    expect(first).toMatchObject({ 'message._flowId': 'flow-busy', calls: 3, seconds: expect.any(Number) });
    expect(others).toContainEqual(expect.objectContaining({ 'message._flowId': 'flow-orders', calls: 1, records: 4 }));
  });

  test('tells which customers of a connector have failures', () => {
    expect(run('FailingCustomers')).toEqual([
      {
        'message._connectorId': '60b1c0ffee0ddba11ca5e00f',
        'message._integrationId': 'customer-7',
        'message.problems.0.code': expect.any(String),
        failures: 1,
      },
    ]);
  });

  test("tells which functions come near their memory and time, by Lambda's own lines as AWS documents them", () => {
    const diy = { durationMs: 240_000, memorySizeMB: 512, maxMemoryUsedMB: 128 };
    const connector = { durationMs: 30, memorySizeMB: 512, maxMemoryUsedMB: 512 };
    const rows = run('NearLimits', [
      ...lines,
      reportLine('/aws/lambda/shop-diy', 'success', diy),
      reportLine('/aws/lambda/shop-connector', 'error', connector),
    ]);
    expect(rows).toEqual([
      { '@log': '/aws/lambda/shop-connector', memoryPercent: 100, timeoutPercent: 0.01, calls: 1 },
      { '@log': '/aws/lambda/shop-diy', memoryPercent: 25, timeoutPercent: 80, calls: 1 },
    ]);
  });
});

test('the query of the guide finds all lines of one call, those of Lambda itself too', () => {
  const [query = expect.fail()] = listCode(readPage('docs/operating.md'), 'text');
  const late = lines.find(({ message }) => message.includes('"late answer'))?.message ?? expect.fail();
  const { requestId } = JSON.parse(late);
  const other = reportLine('/aws/lambda/shop-diy', 'success', { durationMs: 12 });
  const own = { ...other, message: other.message.replace(/(?<="requestId":")[^"]+/, requestId) };
  const rows = runQuery(query.trim().replaceAll('THE_ID', requestId), [...lines, other, own]);
  const found = rows
    .map((row) => JSON.parse(String(row['@message'])))
    .map((line) => line.message?.message ?? line.type);
  expect(found.toSorted()).toEqual(['call answered', 'late answer ignored', 'platform.report']);
});

describe('the dashboard', () => {
  interface Widget {
    readonly type: string;
    readonly properties: { readonly title: string; readonly query: string; readonly metrics: unknown[][] };
  }
  const listWidgets = (type: string, { Dashboard } = resources): Widget[] =>
    JSON.parse(String(Dashboard?.Properties.DashboardBody)).widgets.filter((one: Widget) => one.type === type);

  test('shows each saved query under its name, on the logs of all functions', () => {
    const source = ['diy', 'connector', 'url'].map((name) => `SOURCE '/aws/lambda/shop-${name}' | `).join('');
    const saved = Object.values(resources).filter(({ Type }) => Type === 'AWS::Logs::QueryDefinition');
    expect(listWidgets('log').map(({ properties }) => `shop/${properties.title}: ${properties.query}`)).toEqual(
      saved.map(({ Properties: one }) => `${String(one.Name).replace('/w', '/W')}: ${source}${one.QueryString}`),
    );
  });

  test('asks no log of a function that is not there', () => {
    const [{ properties } = expect.fail()] = listWidgets('log', deploy(template).resources);
    expect(properties.query).toMatch(
      /^SOURCE '\/aws\/lambda\/shop-diy' \| SOURCE '\/aws\/lambda\/shop-connector' \| filter /,
    );
  });

  test('has a chart of each metric that the filters make', () => {
    const made = Object.values(resources)
      .filter(({ Type }) => Type === 'AWS::Logs::MetricFilter')
      .map(({ Properties: properties }) => (properties.MetricTransformations as Properties[])[0]?.MetricName);
    const shown = JSON.stringify(listWidgets('metric').map(({ properties }) => properties.metrics));
    expect([...new Set(made)].filter((name) => !shown.includes(String(name)))).toEqual([]);
    expect(shown).toContain('IntegratorExtension/shop');
  });
});

describe('the evaluators of these tests', () => {
  test.each(['{ $.a = }', '{ $.a LIKE "b" }', '{ a = 1 }', '$.a = 1', '{ $.a = "b*" }', '{ $.a = 1 ) }'])(
    'refuse the filter pattern %s',
    (pattern) => expect(() => matchesPattern(pattern, '{"a":1}')).toThrow('Filter pattern'),
  );

  test.each([
    'parse @message "*" as x',
    'filter strlen(a) > 3',
    'stats median(a) as b',
    'sort a',
    'limit ten',
    'filter a ~ 3',
  ])('refuse the query %s', (query) =>
    expect(() => runQuery(query, [reportLine('log', 'success', {})])).toThrow('Insights'),
  );
});
