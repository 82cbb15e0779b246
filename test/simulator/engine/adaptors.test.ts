import { expect, it } from 'vitest';
import { type Account, omissionsOf, refuseAccount, runAccount, warningsOf } from './account.ts';

const records = [{ id: 1 }];
const code = 'export const put = ({ postMapData }) => postMapData.map(() => ({ statusCode: 200 }));';
const wrapper = { function: 'put' };
const adapted = (adaptorType: string, more: object = {}): Account => ({
  records,
  code,
  imports: { d1: { adaptorType, _connectionId: 'w1', ...more } },
  simulation: { imports: { d1: null } },
});

it.each<[Account, string]>([
  [
    adapted('wrapperimport', { wrapper }),
    'adaptorType: found wrapperimport, expected WrapperImport: the case of letters counts',
  ],
  [
    adapted('WrapperExport', { wrapper }),
    'adaptorType: found WrapperExport, expected an adaptor of imports, such as WrapperImport',
  ],
  [
    adapted('HTTPImport', { wrapper }),
    'adaptorType: found HTTPImport beside the function of a wrapper, expected WrapperImport',
  ],
  [
    adapted('WrapperImport'),
    'wrapper: found WrapperImport without a function, expected the name of a function of the stack',
  ],
])('an adaptor that is not what it says is refused: %#', async (account, message) => {
  expect(await refuseAccount(account)).toEqual([`imports/d1.json: ${message}`]);
});

it('a connection of another type is refused for a wrapper', async () => {
  const w1 = { type: 'http', wrapper: { _stackId: 's1' } };
  expect(await refuseAccount({ ...adapted('WrapperImport', { wrapper }), connections: { w1 } })).toEqual([
    'imports/d1.json: _connectionId: found a connection of the type http, expected one of the type wrapper',
  ]);
});

it('settings that stand for an application are warned of where a function is called, and an export that is a lookup', async () => {
  const simulation = { imports: { d1: { file: 'out/d1.ndjson' } } };
  const { report } = await runAccount({
    ...adapted('WrapperImport', { wrapper }),
    simulation,
    exports: { e1: { isLookup: true } },
  });
  expect(warningsOf(report)).toEqual(
    expect.arrayContaining([
      'exports/e1.json: isLookup: found true on an export that begins the flow, expected false',
      'simulation.yaml: imports.d1.file: found it for a wrapper, whose function is called: it has no effect',
    ]),
  );
});

it('a flow without steps is said to lead nowhere', async () => {
  const { report } = await runAccount({ records, steps: [] });
  expect(omissionsOf(report)).toEqual([
    'flow.json: pageProcessors: found no step in the flow, expected an import or a lookup: its records go nowhere',
  ]);
});
