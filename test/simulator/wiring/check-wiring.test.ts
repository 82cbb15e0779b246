import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { checkWiring } from '../../../src/simulator/wiring/check-wiring.ts';
import { type WiringRule, wiringRules } from '../../../src/simulator/wiring/rules.ts';
import { type Change, createFlows, type flows } from './wired-flow.ts';

const { find } = createFlows();

type Mistake = readonly [
  rule: WiringRule,
  flow: keyof typeof flows,
  place: string,
  text: string,
  found: string,
  ...changes: Change[],
];

const mistakes: readonly Mistake[] = parse(readFileSync(new URL('mistakes.yaml', import.meta.url), 'utf8'));

/** These need the module of a stack: functions.test.ts has them. */
const OF_MODULES: readonly WiringRule[] = ['function-misplaced', 'function-of-another-kind', 'module-not-loaded'];

const [FLOW, E1, E2, D1, D2] = [
  'flow.json',
  'exports/e1.json',
  'exports/e2.json',
  'imports/d1.json',
  'imports/d2.json',
] as const;
const rules = (...list: unknown[]) => ({ type: 'expression', expression: { version: '1', rules: list } });
const total = ['number', ['extract', 'total']];
const entry = { generate: 'no', dataType: 'string', extract: '$.id', status: 'Active' };

describe('each mistake is found alone, at its line:', () => {
  const rows = mistakes.map(([rule, flow, place, text, found, ...changes]) => {
    return { rule, flow, place, text, found, changes };
  });
  it.each(rows)('$rule, $flow, $place', async ({ rule, flow, place, text, found, changes }) => {
    const findings = await find(flow, ...changes);
    expect(findings.map((one) => [one.rule, `${one.document}: ${one.path}`, one.text])).toEqual([[rule, place, text]]);
    expect(findings[0]?.found).toContain(found);
    expect(findings[0]).toMatchObject(wiringRules[rule]);
  });

  it('there is one for each rule', () => {
    const found = new Set([...OF_MODULES, ...mistakes.map(([rule]) => rule)]);
    expect(Object.keys(wiringRules).filter((rule) => !found.has(rule as WiringRule))).toEqual([]);
  });
});

describe('of several mistakes at one place', () => {
  it('the one that keeps a flow from running is not left out', async () => {
    const findings = await find('linear', [D2, 'filter', rules('matches', total, '^a*$')]);
    expect(findings.map(({ rule }) => rule)).toEqual(['refused', 'mixed-types']);
  });

  it('what cannot run at all is refused, whatever the rules say', async () => {
    const findings = await find(
      'linear',
      [D2, 'filter', { rules: ['anyof', total, 5] }],
      [E1, 'filter', { rules: [5] }],
    );
    expect(findings.map(({ rule, path }) => [rule, path])).toEqual([
      ['refused', 'filter.rules'],
      ['refused', 'filter.rules[2]'],
    ]);
  });

  it('errors come first, and each document is in the order of its lines', async () => {
    const findings = await find(
      'linear',
      [D2, 'mappings', [{ ...entry, status: undefined }]],
      [FLOW, 'pageProcessors.1.hooks.preMap', { _scriptId: 'k1', function: 'tidy' }],
      [E2, 'isLookup', false],
      [D1, 'hooks.postMap', { function: 'f' }],
      [D1, '_connectionId', 'c9'],
    );
    expect(findings.map(({ rule }) => rule)).toEqual([
      'hook-on-page-processor',
      'missing-document',
      'function-without-id',
      'lookup-not-marked',
      'missing-status',
    ]);
  });
});

describe('a flow without mistakes', () => {
  it.each(['orders', 'regions', 'shipments'])('%s', async (name) => {
    expect(await checkWiring(`test/fixtures/flows/${name}`)).toEqual({ findings: [], unchecked: [] });
  });

  it.each(['linear', 'routed'] as const)('%s', async (flow) => {
    expect(await find(flow)).toEqual([]);
  });
});
