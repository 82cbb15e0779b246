import { describe, expect, it } from 'vitest';
import { refuseAccount, runAccount, step, warningsOf } from '../engine/account.ts';

const records = [{ id: 1 }];
const mapped = (more: object) => ({ mappings: [{ generate: 'a', dataType: 'string', status: 'Active', ...more }] });
const field = (more: object) => ({ mapping: { fields: [{ generate: 'a', extract: 'id', ...more }] } });
const lookup = (more: object) => ({ lookups: [{ name: 'r', map: { a: 'b' }, ...more }] });
const csv = (more: object) => ({ file: { type: 'csv', csv: more } });

describe('a documented field is refused whose value is of another kind:', () => {
  it.each<['exports/e1' | 'imports/d1', object, string]>([
    ['imports/d1', mapped({ extract: 5 }), 'mappings[0].extract: found 5 for extract, expected a text'],
    [
      'imports/d1',
      mapped({ conditional: 'extract_not_empty' }),
      'mappings[0].conditional: found "extract_not_empty" for conditional, expected an object, or a list of objects',
    ],
    [
      'imports/d1',
      mapped({ extract: '$.id', default: { a: 1 } }),
      'mappings[0].default: found {"a":1} for default, expected a text, or null',
    ],
    [
      'imports/d1',
      mapped({ extract: '$.id', sourceDataType: 'String' }),
      'mappings[0].sourceDataType: found "String" for sourceDataType, expected one of string, number, boolean, object, stringarray, numberarray, booleanarray, objectarray, arrayarray; did you mean string?',
    ],
    [
      'imports/d1',
      field({ discardIfEmpty: 'true' }),
      'mapping.fields[0].discardIfEmpty: found "true" for discardIfEmpty, expected true or false',
    ],
    [
      'imports/d1',
      field({ extract: null, hardCodedValue: ['x'.repeat(90)] }),
      `mapping.fields[0].hardCodedValue: found ["${'x'.repeat(78)}… for hardCodedValue, expected a text, or null`,
    ],
    [
      'imports/d1',
      lookup({ allowFailures: 'false' }),
      'lookups[0].allowFailures: found "false" for allowFailures, expected true or false',
    ],
    [
      'imports/d1',
      lookup({ map: ['EU'] }),
      'lookups[0].map: found ["EU"] for map, expected an object with a text for each key',
    ],
    [
      'imports/d1',
      lookup({ map: { EU: null } }),
      'lookups[0].map: found {"EU":null} for map, expected an object with a text for each key',
    ],
    ['imports/d1', lookup({ name: 5 }), 'lookups[0].name: found 5 for name, expected a text'],
    [
      'imports/d1',
      { file: { type: 'CSV' } },
      'file.type: found "CSV" for type, expected one of csv, json, xlsx, xml, filedefinition; did you mean csv?',
    ],
    [
      'imports/d1',
      { file: { aggregation: { type: 'pages' } } },
      'file.aggregation.type: found "pages" for type, expected one of all, page; did you mean page?',
    ],
    [
      'exports/e1',
      csv({ hasHeaderRow: 'false' }),
      'file.csv.hasHeaderRow: found "false" for hasHeaderRow, expected true or false',
    ],
    [
      'exports/e1',
      csv({ rowsToSkip: '2' }),
      'file.csv.rowsToSkip: found "2" for rowsToSkip, expected a number such as 2',
    ],
    [
      'exports/e1',
      { file: { encoding: 'latin1' } },
      'file.encoding: found "latin1" for encoding, expected one of utf8, win1252, utf-16le, gb18030, macroman, iso88591, shiftjis',
    ],
    [
      'exports/e1',
      { type: 'delta', delta: { lagOffset: 1.5 } },
      'delta.lagOffset: found 1.5 for lagOffset, expected a number such as 2',
    ],
    [
      'exports/e1',
      { type: 'delta', delta: { startDate: '01.02.2026' } },
      'delta.startDate: found "01.02.2026", expected a date such as 2026-01-31T00:00:00Z',
    ],
  ])('%s %j', async (place, document, message) => {
    const [kind, id] = place.split('/') as ['exports' | 'imports', string];
    const refusals = await refuseAccount({ records, [kind]: { [id]: document } });
    expect(refusals).toContain(`${place}.json: ${message}`);
  });
});

describe('a value is a warning that says nothing beside another:', () => {
  it.each(['_lookupCacheId', 'relativeURI', 'extract'])('%s of a lookup beside its map', async (key) => {
    const mappings = [{ generate: 'a', dataType: 'string', extract: '$.id', lookupName: 'r', status: 'Active' }];
    const lookups = [{ name: 'r', map: { 1: 'one' }, [key]: '$.x' }];
    const { report, written } = await runAccount({ records, imports: { d1: { mappings, lookups } } });
    expect(written.d1).toEqual([{ a: 'one' }]);
    expect(warningsOf(report)).toEqual([
      `imports/d1.json: lookups[0].${key}: found ${key} beside map, expected one of them: the map is taken`,
    ]);
  });

  it('the import of a lookup step', async () => {
    const { report } = await runAccount({ records, steps: [step('d1', { _exportId: 'e1' })] });
    expect(warningsOf(report)).toEqual([
      'flow.json: pageProcessors[0]._exportId: found it on a step of the type import: it has no effect',
    ]);
  });
});

it('an adaptor that is not documented is a warning with the nearest one', async () => {
  const { report } = await runAccount({ records, imports: { d1: { adaptorType: 'HTTPSImport' } } });
  expect(warningsOf(report)).toEqual([
    'imports/d1.json: adaptorType: found HTTPSImport, which is not documented here; did you mean HTTPImport?',
  ]);
});
