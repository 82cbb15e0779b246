import { describe, expect, it } from 'vitest';
import { type Account, isEqual, refuseAccount, rules, rulesOf, runAccount, step, warningsOf } from './account.ts';

const records = [{ id: 1, name: 'a' }];
const code = 'export const put = ({ postMapData }) => postMapData.map(() => ({ statusCode: 200 }));';
const wrapped = { adaptorType: null, _connectionId: 'w1', wrapper: { function: 'put' } };
const EXPRESSION = { version: '1', rules: [[{ extract: 'id', generate: 'no' }]] };
const WITHOUT_TYPE = 'A filter or transformation of an export or import that has rules and no type is one of rules.';
const CREATES = 'A Transformation 2.0 without a mode is one of the mode create: only what is mapped stays.';

describe('an export or import without adaptorType', () => {
  it('is run as that of an application, which is said', async () => {
    const { report, written } = await runAccount({
      records,
      exports: {
        e1: { adaptorType: null },
        e2: { adaptorType: '', mockOutput: { page_of_records: [{ record: {} }] } },
      },
      imports: { d1: { adaptorType: null } },
      steps: [step('e2'), step('d1')],
    });
    expect(written.d1).toEqual(records);
    const application = (side: string) =>
      `found none, expected its adaptor, such as HTTP${side}: it is run as that of an application`;
    expect(warningsOf(report)).toEqual([
      `exports/e1.json: adaptorType: ${application('Export')}`,
      `exports/e2.json: adaptorType: ${application('Export')}`,
      `imports/d1.json: adaptorType: ${application('Import')}`,
    ]);
  });

  it('is run as a wrapper where it has a function, which is said', async () => {
    const { report } = await runAccount({ records, code, imports: { d1: wrapped } });
    expect(report.totals.imported).toBe(1);
    expect(warningsOf(report)).toEqual([
      'imports/d1.json: adaptorType: found none, expected WrapperImport: it is run as one, for it has the function of a wrapper',
    ]);
  });

  it('is refused as a wrapper whose connection is of another type', async () => {
    const w1 = { type: 'http', wrapper: { _stackId: 's1' } };
    expect(await refuseAccount({ records, code, imports: { d1: wrapped }, connections: { w1 } })).toEqual([
      'imports/d1.json: _connectionId: found a connection of the type http, expected one of the type wrapper',
    ]);
  });
});

it('the connection of a wrapper without a type is warned of once', async () => {
  const w1 = { type: null, wrapper: { _stackId: 's1' } };
  const d = { ...wrapped, adaptorType: 'WrapperImport' };
  const { report } = await runAccount({
    ...{ records, code, imports: { d1: d, d2: d }, connections: { w1 } },
    steps: [step('d1'), step('d2')],
  });
  expect(report.totals.imported).toBe(2);
  expect(warningsOf(report)).toEqual([
    'connections/w1.json: type: found none, expected wrapper: a stack is called through it',
  ]);
});

it('a step without a type is run as what it names, which is said', async () => {
  const exports = { e2: { mockOutput: { page_of_records: [{ record: {} }] } } };
  const { report, written } = await runAccount({ records, exports, steps: [{ _exportId: 'e2' }, { _importId: 'd1' }] });
  expect(written.d1).toEqual(records);
  expect(warningsOf(report)).toEqual([
    'flow.json: pageProcessors[0].type: found none, expected export, as which the step is run: it has _exportId',
    'flow.json: pageProcessors[1].type: found none, expected import, as which the step is run: it has _importId',
  ]);
});

describe('rules without a type count, which is a reading:', () => {
  it.each<[string, Account, unknown]>([
    ['those of a filter', { imports: { d1: { filter: { ...isEqual('name', 'b'), type: null } } } }, []],
    ['those of a transformation', { exports: { e1: { transform: { expression: EXPRESSION } } } }, [{ no: 1 }]],
  ])('%s', async (_, account, expected) => {
    const { report, written } = await runAccount({ records, ...account });
    expect(written.d1).toEqual(expected);
    expect(rulesOf(report)).toContain(WITHOUT_TYPE);
  });

  it('not those of a filter without rules, and of a branch, whose filter has no type', async () => {
    const { report } = await runAccount({
      records,
      exports: { e1: { filter: { rules: [] }, transform: { expression: {} } } },
      routers: [{ id: 'r1', branches: [{ inputFilter: { ...isEqual('name', 'a'), type: undefined } }, {}] }],
    });
    expect(rulesOf(report)).not.toContain(WITHOUT_TYPE);
    const typed = await runAccount({ records, exports: { e1: { transform: rules(EXPRESSION.rules[0]) } } });
    expect(rulesOf(typed.report)).not.toContain(WITHOUT_TYPE);
  });
});

it.each([
  [undefined, [{ no: 1 }], true],
  ['create', [{ no: 1 }], false],
  ['modify', [{ id: 1, name: 'a', no: 1 }], false],
])(
  'a Transformation 2.0 of the mode %s makes %j; without one that is a reading: %s',
  async (mode, expected, isRead) => {
    const mappings = [{ generate: 'no', dataType: 'number', extract: '$.id', status: 'Active' }];
    const expression = { version: '2', rulesTwoDotZero: { mode, mappings } };
    const { report, written } = await runAccount({
      records,
      exports: { e1: { transform: { type: 'expression', expression } } },
    });
    expect(written.d1).toEqual(expected);
    expect(rulesOf(report).includes(CREATES)).toBe(isRead);
  },
);
