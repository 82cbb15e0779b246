import { describe, expect, it } from 'vitest';
import type { Kind } from '../../src/contracts/define.ts';
import { enforce, formatIssues } from '../../src/contracts/enforce.ts';
import { contracts } from '../../src/contracts/registry.ts';

/** Checks a response to three records, and returns what is said about it. */
function check(kind: Kind, response: unknown): string[] {
  const options = { ...contracts[kind].sample.options, data: [{ id: 1 }, { id: 2 }, { id: 3 }] };
  return formatIssues(kind, enforce.open(kind, options).checkResponse(response));
}

const orders = [
  { id: 1, customer: 'Ada', sku: 'A', total: 3, paid: true },
  { id: 2, customer: 'Eve', sku: 'B', total: 4, paid: true },
  { id: 3, customer: 'Joe', sku: 'C', total: 5, paid: true },
];

describe('A common mistake is answered with what was most likely meant:', () => {
  it.each<[string, Kind, unknown, string[]]>([
    [
      'records for actions, once and not per record',
      'preMap',
      orders,
      [
        'response[0]: expected { data?, errors? }, found a record with id, customer, sku, total, …; did you mean { data: record }?, and 2 more alike',
      ],
    ],
    [
      'records that differ',
      'preMap',
      [{ id: 1 }, { name: 'Ada' }, { id: 3, name: 'Eve' }],
      [
        'response[0]: expected { data?, errors? }, found a record with id; did you mean { data: record }?, and 2 more alike',
      ],
    ],
    [
      'a page for actions',
      'preMap',
      { data: orders },
      ['response: expected array, received object; did you mean one { data } for each record?'],
    ],
    [
      'actions for a page',
      'preSavePage',
      orders,
      ['response: expected object, received array; did you mean { data: records }?'],
    ],
    [
      'one record for a page',
      'preSavePage',
      { id: 1, sku: 'A' },
      [
        'response.data: expected array, received undefined',
        'response: expected { data, errors?, abort?, newErrorsAndRetryData? }, found a record with id, sku; did you mean { data: [record] }?',
      ],
    ],
    [
      'no return',
      'preMap',
      undefined,
      ['response: expected array, received undefined; did the function forget to return?'],
    ],
    [
      'no return, as JSON has it',
      'preMap',
      null,
      ['response: expected array, received null; did the function forget to return?'],
    ],
    [
      'a status of another kind',
      'ping',
      { statusCode: 500 },
      ['response.statusCode: expected one of 200|401, received 500'],
    ],
    [
      'no return in a callback of map',
      'preMap',
      [undefined, undefined, {}],
      ['response[0]: expected object, received undefined; did the function forget to return?, and 1 more alike'],
    ],
    [
      'null for a record that is ignored',
      'preMap',
      [null, {}, {}],
      ['response[0]: expected object, received null; did you mean {}, which ignores the record?'],
    ],
    [
      'JSON text',
      'preMap',
      JSON.stringify(orders),
      ['response: expected array, received string; did you mean the value, without JSON.stringify?'],
    ],
    [
      'one error for a list',
      'preMap',
      [{ errors: { code: 'late', message: 'Too late.' } }, {}, {}],
      ['response[0].errors: expected array, received object; did you mean a list with one error?'],
    ],
    [
      'a text for an error',
      'preMap',
      [{ errors: ['Too late.'] }, {}, {}],
      ['response[0].errors[0]: expected object, received string; did you mean { code, message }?'],
    ],
    [
      'a text for a truth value',
      'export',
      { data: [], lastPage: 'true' },
      ['response.lastPage: expected boolean, received string; did you mean true?'],
    ],
    [
      'a text for a status',
      'import',
      [{ statusCode: '200' }, { statusCode: 200 }, { statusCode: 200 }],
      ['response[0].statusCode: expected one of 200|401|422, received string; did you mean 200, a number?'],
    ],
    ['a text that is nothing else', 'preMap', 'done', ['response: expected array, received string']],
    [
      'a list that is no list of errors',
      'preMap',
      [{ errors: 3 }, {}, {}],
      ['response[0].errors: expected array, received number'],
    ],
    [
      'a status that is none',
      'import',
      [{ statusCode: '2' }, { statusCode: 200 }, { statusCode: 200 }],
      ['response[0].statusCode: expected one of 200|401|422, received string'],
    ],
  ])('%s', (_, kind, response, said) => {
    expect(check(kind, response).toSorted()).toEqual(said.toSorted());
  });
});

it('Options are not the author’s: they have no hints', () => {
  for (const options of [undefined, '{"data":[]}', []]) {
    const { options: issues } = enforce.open('preMap', options);
    expect(issues.length).toBeGreaterThan(0);
    expect(issues.map(({ message }) => message).filter((message) => message.includes('did '))).toEqual([]);
  }
});
