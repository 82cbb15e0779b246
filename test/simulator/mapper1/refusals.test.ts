import { describe, expect, it } from 'vitest';
import { compileMapper1, type Mapper1Document, type Mapper1Field } from '../../../src/simulator/mapper1/mapper1.ts';
import { compileDocument } from './compile-document.ts';

const lookups = new Map([['country', () => 'x']]);

function refusals(mapping: unknown, settings = {}) {
  const { compiled, findings } = compileDocument((scope) =>
    compileMapper1(mapping as Mapper1Document, scope, settings),
  );
  const run = () => compiled?.({ id: 1, lines: [{ q: 1 }] });
  return { found: findings.refusals.map(({ path, message }) => [path, message]), run, findings };
}

const field = (more: Mapper1Field) => ({ fields: [{ extract: 'id', generate: 'id', ...more }] });
const existing = 'which depends on the destination; give imports.ID.existing in simulation.yaml';
const overwritten = 'of another field would overwrite or be overwritten by';

describe('a mapping that cannot be simulated', () => {
  it.each<[what: string, mapping: unknown, path: string, message: string]>([
    ['fields that are no list', { fields: { type: [] } }, 'fields', 'found {"type":[]}, expected a list'],
    ['lists that are no list', { lists: 'x' }, 'lists', 'found "x", expected a list'],
    ['a list that is no object', { lists: [5] }, 'lists[0]', 'found 5, expected a list with generate and fields'],
    [
      'an entry that is no object',
      { fields: ['id'] },
      'fields[0]',
      'found "id", expected an object with generate, and extract or hardCodedValue',
    ],
    ['an extract that is no text', field({ extract: 5 as never }), 'fields[0].extract', 'found 5, expected a text'],
    [
      'a path that is none',
      field({ extract: 'a..b' }),
      'fields[0].extract',
      'found "..b", expected a path like customer.name or lines[*].sku',
    ],
    [
      'a target that is none',
      field({ generate: '$.a' }),
      'fields[0].generate',
      'found $.a, expected a path without $, like customer.name',
    ],
    [
      'a jsonPath with $',
      { lists: [{ generate: 'l', jsonPath: '$.items', fields: [{ extract: 'a', generate: 'b' }] }] },
      'lists[0].jsonPath',
      'found $.items, expected the path without $, like order.items',
    ],
    [
      'lists after an index of rows',
      field({ extract: '[0].lines[*].q', generate: 'l[*].q' }),
      'fields[0].extract',
      'found [0].lines[*].q, expected [*] in place of its first index, or no [*] after it',
    ],
    [
      'an expression without what compiles it',
      field({ extract: '{{id}}' }),
      'fields[0].extract',
      'found {{id}}, which no expression is compiled for here; expected a path',
    ],
    [
      'record_created',
      field({ conditional: { when: 'record_created' } }),
      'fields[0].conditional.when',
      `found record_created, ${existing}`,
    ],
    [
      'record_updated',
      field({ conditional: { when: 'record_updated' } }),
      'fields[0].conditional.when',
      `found record_updated, ${existing}`,
    ],
    ['immutable', field({ immutable: true }), 'fields[0].immutable', `found immutable, ${existing}`],
    [
      'an unknown condition',
      field({ conditional: { when: 'lookup_emty' } }),
      'fields[0].conditional.when',
      'found lookup_emty, expected one of record_created, record_updated, extract_not_empty, lookup_not_empty, lookup_empty, ignore_if_set; did you mean lookup_empty?',
    ],
    [
      'a condition without its lookup',
      field({ conditional: { when: 'lookup_empty' } }),
      'fields[0].conditional.lookupName',
      'found no name of a lookup, expected one of country',
    ],
    [
      'a condition with nothing to look up',
      { fields: [{ hardCodedValue: 1, generate: 'a', conditional: { when: 'lookup_empty', lookupName: 'country' } }] },
      'fields[0].conditional',
      'found a condition on a lookup without an extract, expected the value to look up',
    ],
    [
      'a condition on many values',
      field({ extract: 'lines[*].q', conditional: { when: 'lookup_empty', lookupName: 'country' } }),
      'fields[0].conditional',
      'found lines[*].q for a lookup, expected one value; write to a list, with [*] in generate',
    ],
    [
      'an unknown lookup',
      field({ lookupName: 'county' }),
      'fields[0].lookupName',
      'found the lookup county, expected one of country; did you mean country?',
    ],
    [
      'a lookup of nothing',
      field({ extract: '', lookupName: 'country' }),
      'fields[0].lookupName',
      'found the lookup country without extract, expected the value to look up',
    ],
    [
      'a lookup of many values',
      field({ extract: 'lines[*].q', lookupName: 'country' }),
      'fields[0].lookupName',
      'found lines[*].q for a lookup, expected one value; write to a list, with [*] in generate',
    ],
    [
      'an unknown type',
      field({ dataType: 'nubmer' }),
      'fields[0].dataType',
      'found nubmer, expected one of string, number, boolean, object, json, stringarray, numberarray, booleanarray, objectarray; did you mean number?',
    ],
    [
      'a fixed value of another type',
      field({ extract: '', hardCodedValue: 'x', dataType: 'number' }),
      'fields[0].hardCodedValue',
      'expected a number, found "x"',
    ],
    [
      'a default of another type',
      field({ default: 'x', dataType: 'boolean' }),
      'fields[0].default',
      'expected a boolean, found "x"',
    ],
    [
      'dates without what rewrites them',
      field({ generateDateFormat: 'YYYY' }),
      'fields[0]',
      'found date formats, which are not rewritten here; a hook can rewrite the date',
    ],
    [
      'the first row’s list',
      field({ extract: 'lines[*].q', generate: 'l[*].q', useFirstRow: true }),
      'fields[0].useFirstRow',
      'found useFirstRow with lines[*].q, expected a field of a row, without lists',
    ],
    [
      'the first row of a jsonPath',
      { lists: [{ generate: 'l', jsonPath: 'lines', fields: [{ extract: 'q', generate: 'q', useFirstRow: true }] }] },
      'lists[0].fields[0].useFirstRow',
      'found useFirstRow with lines[*].q, expected a field of a row, without lists',
    ],
    [
      'a part of Mapper 2.0',
      field({ buildArrayHelper: [{}] }),
      'fields[0].buildArrayHelper',
      'found buildArrayHelper, which is not simulated: it belongs to mappings (Mapper 2.0)',
    ],
    [
      'a part of NetSuite',
      field({ subRecordMapping: { a: 1 } }),
      'fields[0].subRecordMapping',
      'found subRecordMapping, which is not simulated: it belongs to NetSuite',
    ],
    [
      'more lists than there are',
      field({ extract: 'a[*].b', generate: 'c[*].d[*].e' }),
      'fields[0].generate',
      'found 2 lists in c[*].d[*].e, expected no more than the 1 in a[*].b',
    ],
    [
      'a field twice',
      {
        fields: [
          { extract: 'a', generate: 'id' },
          { extract: 'b', generate: 'id' },
        ],
      },
      'fields[1].generate',
      `found id, which id ${overwritten}`,
    ],
    [
      'a field twice, on the same condition',
      {
        fields: ['a', 'b'].map((extract) => ({ extract, generate: 'id', conditional: { when: 'extract_not_empty' } })),
      },
      'fields[1].generate',
      `found id, which id ${overwritten}`,
    ],
    [
      'a field within a value',
      {
        fields: [
          { extract: 'a', generate: 'a' },
          { extract: 'b', generate: 'a.b' },
        ],
      },
      'fields[1].generate',
      `found a.b, which a ${overwritten}`,
    ],
    [
      'a list that is an object too',
      {
        fields: [
          { extract: 'a', generate: 'a.b' },
          { extract: 'b[*]', generate: 'a[*]' },
        ],
      },
      'fields[1].generate',
      `found a[*], which a.b ${overwritten}`,
    ],
    [
      'a list that has indices too',
      {
        fields: [
          { extract: 'a', generate: 'a[0]' },
          { extract: 'b[*]', generate: 'a[*]' },
        ],
      },
      'fields[1].generate',
      `found a[*], which a[0] ${overwritten}`,
    ],
    [
      'a list of two lists',
      {
        fields: [
          { extract: 'a[*].x', generate: 'l[*].x' },
          { extract: 'b[*].y', generate: 'l[*].y' },
        ],
      },
      'fields[1].extract',
      'found b[*] and a[*] for the same elements, expected one list of the record, or lists within each other; a preMap hook can join lists',
    ],
    [
      'a list within a list of the same elements',
      {
        fields: [
          { extract: 'a[*].b[*].x', generate: 'l[*].x' },
          { extract: 'a[*].b[*].y', generate: 'l[*].m[*].y' },
        ],
      },
      'fields[1].extract',
      'found a[*].b[*] in the elements of a[*].b[*], expected one list of the record, or lists within each other; a preMap hook can join lists',
    ],
    [
      'a list within a list of others',
      {
        fields: [
          { extract: 'a[*].b[*].x', generate: 'l[*].x' },
          { extract: 'a[*].c[*].y', generate: 'l[*].m[*].y' },
        ],
      },
      'fields[1].extract',
      'found a[*].c[*] in the elements of a[*].b[*], expected one list of the record, or lists within each other; a preMap hook can join lists',
    ],
  ])('is refused for %s', (_, mapping, path, message) => {
    const { found, run } = refusals(mapping, { lookups });
    expect(found).toEqual([[path, message]]);
    expect(run).not.toThrow();
  });

  it('is refused for an expression on a list', () => {
    const mapping = field({ extract: '{{lines[*].q}}' });
    expect(refusals(mapping, { compileExpression: () => () => '' }).found).toEqual([
      [
        'fields[0].extract',
        'found [*] in {{lines[*].q}}, expected names of the record or *.name; a preMap hook can build lists',
      ],
    ]);
  });

  it('is refused for dates of many values, and beside a lookup', () => {
    const dates = { check: () => undefined, convert: () => '' };
    const mapping = field({ extract: 'lines[*].q', lookupName: 'country', extractDateFormat: 'YYYY' });
    expect(refusals(mapping, { lookups, dates }).found.map(([, message]) => message)).toEqual([
      'found date formats beside lookupName, expected one of the two',
      'found date formats for the list lines[*].q, expected one value; write to a list, with [*]',
      'found lines[*].q for a lookup, expected one value; write to a list, with [*] in generate',
    ]);
  });

  it('is refused with all its mistakes at once', () => {
    const { found } = refusals({
      fields: [
        { extract: 'a..b', generate: 'a' },
        { extract: 'a', generate: 'b[' },
        { extract: 'c', generate: 'c', dataType: 'x' },
      ],
      lists: [{ generate: 'l', fields: [{ extract: '/x', generate: 'x' }] }],
    });
    expect(found.map(([path]) => path)).toEqual([
      'fields[1].generate',
      'fields[0].extract',
      'fields[2].dataType',
      'lists[0].fields[0].extract',
    ]);
  });

  it('is refused for a lookup where the document has none', () => {
    expect(refusals(field({ lookupName: 'country' })).found).toEqual([
      ['fields[0].lookupName', 'found the lookup country, but the document has no lookups'],
    ]);
  });
});

describe('what has no effect', () => {
  it.each<[what: string, more: Mapper1Field, path: string, message: string]>([
    ['isKey', { isKey: true }, 'fields[0].isKey', 'found isKey, which has an effect in NetSuite only'],
    [
      'internalId',
      { internalId: true },
      'fields[0].internalId',
      'found internalId, which has an effect in NetSuite only',
    ],
    [
      'an extract beside a fixed value',
      { hardCodedValue: 'x' },
      'fields[0].extract',
      'found id beside hardCodedValue, which is taken instead of it',
    ],
  ])('is a warning for %s', (_, more, path, message) => {
    const { found, findings } = refusals(field(more));
    expect(found).toEqual([]);
    expect(findings.warnings()).toEqual([{ document: 'imports/d1.json', path, message }]);
  });

  it('is nothing where the platform adds fields of its own', () => {
    const more = {
      _id: 'x',
      isKey: false,
      internalId: false,
      subRecordMapping: {},
      mappings: [],
      useIterativeRow: false,
    };
    const { found, findings } = refusals(field(more));
    expect(found).toEqual([]);
    expect(findings.warnings()).toEqual([]);
  });
});
