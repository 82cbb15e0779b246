import { describe, expect, it } from 'vitest';
import { Findings } from '../../../src/simulator/scope/findings.ts';
import { RecordFailure } from '../../../src/simulator/scope/record-failure.ts';

const reading = { basis: 'assumed', rule: 'So we read it.' } as const;

describe('what the parts of a flow report', () => {
  it('has its document and the path in it', () => {
    const findings = new Findings();
    const scope = findings.scopeOf('imports/d1.json', ['mapping']);
    scope.at('fields', 3, 'ship to').refuse('found x, expected y');
    scope.warn('odd');
    expect(findings.refusals).toEqual([
      { document: 'imports/d1.json', path: 'mapping.fields[3]["ship to"]', message: 'found x, expected y' },
    ]);
    expect(findings.warnings()).toEqual([{ document: 'imports/d1.json', path: 'mapping', message: 'odd' }]);
  });

  it('is listed once where it is said twice; another message, path or document is another finding', () => {
    const findings = new Findings();
    const scope = findings.scopeOf('a.json');
    for (const key of ['x', 'y', 'x']) {
      scope.at(key).refuse('no');
      scope.at(key).warn('odd');
    }
    scope.at('x').refuse('never');
    findings.scopeOf('b.json').at('x').refuse('no');
    expect(findings.refusals.map(({ document, path, message }) => `${document} ${path} ${message}`)).toEqual([
      'a.json x no',
      'a.json y no',
      'a.json x never',
      'b.json x no',
    ]);
    expect(findings.warnings()).toHaveLength(2);
  });

  it('lists a reading once, also where two parts read a rule in the same way', () => {
    const findings = new Findings();
    findings.scopeOf('a.json').rely(reading);
    findings.relyAll([reading, { ...reading }]);
    expect(findings.readings()).toEqual([reading]);
  });
});

describe('a field that is looked for', () => {
  const warn = (path: string, ...records: readonly [record: unknown, value: unknown][]) => {
    const findings = new Findings();
    const watch = findings.scopeOf('a.json').at('extract').watch(path);
    for (const [record, value] of records) watch.note(record, value);
    return findings.warnings();
  };

  it('is no mistake where a record has it, whatever the others have, nor where there was no record', () => {
    expect(warn('id', [{}, undefined], [{ id: 1 }, 1], [{}, undefined])).toEqual([]);
    expect(warn('id')).toEqual([]);
  });

  it('is named where no record has it, with how many there were', () => {
    expect(warn('id', [null, undefined])).toEqual([
      { document: 'a.json', path: 'extract', message: 'id was found in none of 1 record' },
    ]);
    expect(warn('id', [{ other: 1 }, undefined], ['text', undefined])[0]?.message).toBe(
      'id was found in none of 2 records',
    );
  });

  it.each([
    ['$.custmer.name', { customer: { name: 'x' } }, 'customer.name'],
    ['items[*].skuu', { items: [{ sku: 1 }] }, 'items[*].sku'],
    ['regoin', [{ region: 1 }], '[*].region'],
    ['a.b.c.d.e.fx', { a: { b: { c: { d: { e: { f: 1 } } } } } }, undefined],
  ])('has the nearest name of the first record beside it: %s', (path, record, nearest) => {
    const [warning] = warn(path, [record, undefined]);
    expect(warning?.message).toBe(
      `${path} was found in none of 1 record${nearest === undefined ? '' : `; did you mean ${nearest}?`}`,
    );
  });
});

it('a failure of one record says which part of the step it is of', () => {
  const failure = new RecordFailure('mapping', 'mapping_error', 'items[0].sku: expected a text');
  expect(failure).toMatchObject({ name: 'RecordFailure', source: 'mapping', code: 'mapping_error' });
  expect(failure.message).toBe('items[0].sku: expected a text');
});
