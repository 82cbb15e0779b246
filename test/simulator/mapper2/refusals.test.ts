import { describe, expect, it } from 'vitest';
import { type EntryDocument, mapOne, mapRecord } from './map-record.ts';

describe('an entry of the wrong form is refused:', () => {
  it.each<[what: string, entry: EntryDocument, refusals: string[]]>([
    [
      'the type date',
      { dataType: 'date' },
      [
        '[0].dataType: found date, expected one of string, number, boolean, object, stringarray, numberarray, ' +
          'booleanarray, objectarray; a date is a string with extractDateFormat and generateDateFormat',
      ],
    ],
    [
      'the type arrayarray',
      { dataType: 'arrayarray' },
      [
        '[0].dataType: found arrayarray, which is not simulated, expected one of string, number, boolean, object, ' +
          'stringarray, numberarray, booleanarray, objectarray; build it in a postMap script',
      ],
    ],
    [
      'an unknown type',
      { dataType: 'strin' },
      [
        '[0].dataType: found "strin", expected one of string, number, boolean, object, stringarray, numberarray, ' +
          'booleanarray, objectarray; did you mean string?',
      ],
    ],
    [
      'no type',
      { dataType: undefined },
      [
        '[0].dataType: found none, expected one of string, number, boolean, object, stringarray, numberarray, ' +
          'booleanarray, objectarray',
      ],
    ],
    [
      'an unknown status',
      { status: 'active', hardCodedValue: 'v' },
      ['[0].status: found "active", expected Active or Draft; did you mean Active?'],
    ],
    [
      'no name',
      { generate: undefined, hardCodedValue: 'v' },
      ['[0].generate: found none, expected the name of the field'],
    ],
    [
      'an empty name',
      { generate: '', hardCodedValue: 'v' },
      ['[0].generate: found "", expected the name of the field'],
    ],
    [
      'an unknown condition',
      { conditional: { when: 'record_create' }, hardCodedValue: 'v' },
      [
        '[0].conditional.when: found "record_create", expected one of extract_not_empty, record_created, ' +
          'record_updated; did you mean record_created?',
      ],
    ],
    [
      'a condition on the destination that nobody answers',
      { conditional: { when: 'record_created' }, hardCodedValue: 'v' },
      [
        '[0].conditional.when: found record_created, which depends on the destination; say which records it has: ' +
          'give imports.ID.existing in simulation.yaml',
      ],
    ],
    [
      'a lookup of an object',
      { dataType: 'object', extract: '$.a', lookupName: 'l' },
      ['[0].lookupName: found a lookup for object, expected one for single values; put it on a field inside'],
    ],
    [
      'a lookup of a fixed list',
      { dataType: 'stringarray', hardCodedValue: 'a', lookupName: 'l' },
      ['[0].lookupName: found a lookup beside the hardCodedValue of stringarray, expected an extract'],
    ],
    [
      'a lookup that is not there',
      { extract: '$.a', lookupName: 'l' },
      ['[0].lookupName: found "l", expected a lookup of that name in lookups'],
    ],
    [
      'an expression where none can be compiled',
      { extract: '{{record.a}}' },
      ['[0].extract: found "{{record.a}}", but expressions are not available here; use a path or a script'],
    ],
    [
      'an expression for an object',
      { dataType: 'object', extract: '{{record.a}}' },
      ['[0].extract: found "{{record.a}}", expected a JSON path such as $.customer or $.lines[*]'],
    ],
    [
      'an expression for a list',
      { dataType: 'stringarray', extract: '{{record.a}}' },
      ['[0].extract: found "{{record.a}}", expected a JSON path such as $.customer or $.lines[*]'],
    ],
    [
      'a fixed object',
      { dataType: 'object', hardCodedValue: '{}' },
      ['[0].hardCodedValue: found "{}", expected null for object; use mappings to build objects'],
    ],
    [
      'a default of a list of objects',
      { dataType: 'objectarray', extract: '$.a', default: 'a' },
      ['[0].default: found "a", expected null or an empty text for objectarray; use mappings to build objects'],
    ],
    [
      'mappings of a text',
      { hardCodedValue: 'v', mappings: [{}] },
      ['[0].mappings: found mappings for string, expected them in an entry of dataType object'],
    ],
    [
      'mappings of a list',
      { dataType: 'objectarray', extract: '$.a', mappings: [{}] },
      ['[0].mappings: found mappings for objectarray, expected them in buildArrayHelper[0].mappings'],
    ],
    [
      'helpers of a text',
      { hardCodedValue: 'v', buildArrayHelper: [{}] },
      ['[0].buildArrayHelper: found buildArrayHelper for string, expected an array type such as objectarray'],
    ],
    [
      'mappings that are no list',
      { dataType: 'object', mappings: { a: 1 } },
      ['[0].mappings: found {"a":1}, expected a list'],
    ],
    [
      'helpers that are no list',
      { dataType: 'objectarray', buildArrayHelper: 'a' },
      ['[0].buildArrayHelper: found "a", expected a list'],
    ],
    [
      'a helper that is no object',
      { dataType: 'objectarray', buildArrayHelper: [null] },
      ['[0].buildArrayHelper[0]: found null, expected an entry with generate and dataType'],
    ],
    [
      'mappings of a list of texts',
      { dataType: 'stringarray', buildArrayHelper: [{ extract: '$.a[*]', mappings: [{ generate: 'y' }] }] },
      [
        '[0].buildArrayHelper[0].mappings: found mappings for stringarray, expected extract, ' +
          'or the dataType objectarray',
      ],
    ],
    [
      'a helper that reads no path',
      { dataType: 'objectarray', buildArrayHelper: [{ extract: 'a' }] },
      ['[0].buildArrayHelper[0].extract: found "a", expected a JSON path such as $.customer or $.lines[*]'],
    ],
    [
      'a helper with mappings that reads no path',
      {
        dataType: 'objectarray',
        buildArrayHelper: [{ extract: 'a', mappings: [{ generate: 'y', dataType: 'date' }] }],
      },
      [
        '[0].buildArrayHelper[0].extract: found "a", expected a JSON path such as $.customer or $.lines[*]',
        expect.stringContaining('[0].buildArrayHelper[0].mappings[0].dataType: found date'),
      ] as string[],
    ],
  ])('%s', (_, entry, refusals) => {
    const mapped = mapOne(entry);
    expect(mapped.refusals).toEqual(refusals);
    expect(mapped.failure).toBeUndefined();
  });

  it.each([null, 'x', [], 5])('%j in the place of an entry', (entry) => {
    expect(mapRecord([entry], {}).refusals).toEqual([
      `[0]: found ${JSON.stringify(entry)}, expected an entry with generate and dataType`,
    ]);
  });

  it('an unknown condition of a helper, and one on the destination', () => {
    const helper = (when: string) => ({ extract: '$.a[*]', conditional: { when } });
    const helpers = ['record_created', 'extract_not_empt'].map(helper);
    const { refusals } = mapOne({ dataType: 'stringarray', buildArrayHelper: helpers }, {}, { isExisting: () => true });
    expect(refusals).toEqual([
      '[0].buildArrayHelper[0].conditional.when: found record_created, expected extract_not_empty',
      '[0].buildArrayHelper[1].conditional.when: found "extract_not_empt", expected one of extract_not_empty, ' +
        'record_created, record_updated; did you mean extract_not_empty?',
    ]);
  });

  it('a lookup of another name, with the nearest', () => {
    const lookups = new Map([['region', (value: unknown) => value]]);
    expect(mapOne({ extract: '$.a', lookupName: 'regoin' }, {}, { lookups }).refusals).toEqual([
      '[0].lookupName: found "regoin", expected one of region; did you mean region?',
    ]);
  });

  it('dates where none can be rewritten, and dates of other types', () => {
    const formats = { extract: '$.a', extractDateFormat: 'YYYY' };
    expect(mapOne(formats, { a: '2024' }).refusals).toEqual([
      '[0]: found formats of dates, but dates are not available here; use a script',
    ]);
    expect(mapOne({ ...formats, dataType: 'stringarray' }).refusals).toEqual([
      '[0]: found formats of dates for stringarray, expected the dataType string',
    ]);
  });

  it('all of them together', () => {
    const mappings = [
      { generate: 'a', dataType: 'date' },
      { dataType: 'string', hardCodedValue: 'v' },
    ];
    expect(mapRecord(mappings, {}).refusals).toHaveLength(2);
  });
});
