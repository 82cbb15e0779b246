import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnyRecord } from '../../../src/contracts/author-types.ts';
import { compileMapper1, type Mapper1Field } from '../../../src/simulator/mapper1/mapper1.ts';
import { compileResponseMapping } from '../../../src/simulator/mapper1/response-mapping.ts';
import { compileDocument } from './compile-document.ts';

const part = fc.constantFrom('a', 'b', '__proto__', 'constructor', 'prototype', 'length', '[*]', '[0]', '[a.b]');
const path = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.').replaceAll('.[', '['));
const field: fc.Arbitrary<Mapper1Field> = fc.record(
  {
    extract: path,
    generate: path,
    default: fc.constantFrom('', null, '-'),
    discardIfEmpty: fc.boolean(),
    useFirstRow: fc.boolean(),
  },
  { requiredKeys: ['extract', 'generate'] },
);
const leafless = fc.object({
  key: fc.constantFrom('a', 'b', 'a.b', '__proto__', 'constructor'),
  withNullPrototype: true,
  maxDepth: 3,
  maxKeys: 3,
});
const record = fc.oneof(leafless, fc.array(leafless, { maxLength: 3 }));

/** Compiles a mapping, or skips the run where it is refused. */
function compileOrSkip(fields: readonly Mapper1Field[]): (record: unknown) => object {
  const { compiled, findings } = compileDocument((scope) => compileMapper1({ fields }, scope));
  fc.pre(findings.refusals.length === 0 && compiled !== undefined);
  return compiled as (record: unknown) => object;
}

/** A JSON value whose texts all have a mark. */
const marked = (mark: string) =>
  fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, fc.constantFrom(`${mark}1`, `${mark}2`), tie('list'), tie('object')),
    list: fc.array(tie('value'), { maxLength: 3 }),
    object: fc.dictionary(fc.constantFrom('a', 'b', 'a.b'), tie('value'), { maxKeys: 3 }),
  })).object;

const listTexts = (value: unknown): string[] => JSON.stringify(value).match(/(?<=")[RS]\d(?=")/g) ?? [];

describe('a mapper, for any paths and records', () => {
  it('never throws, leaves the record alone and pollutes nothing', () => {
    const natives = () =>
      [Object.prototype, Array.prototype, Object].map((one) => Object.getOwnPropertyNames(one).length);
    const before = natives();
    fc.assert(
      fc.property(fc.array(field, { minLength: 1, maxLength: 3 }), record, (fields, one) => {
        const map = compileOrSkip(fields);
        const text = JSON.stringify(one);
        expect([Object.prototype, Array.prototype]).toContain(Object.getPrototypeOf(map(one)));
        expect(JSON.stringify(one)).toBe(text);
        expect(natives()).toEqual(before);
      }),
      { numRuns: 500 },
    );
  });

  it('never gives a record a value of another one', () => {
    const plain = field.map(({ default: _, ...rest }) => rest);
    fc.assert(
      fc.property(fc.array(plain, { minLength: 1, maxLength: 3 }), marked('R'), marked('S'), (fields, one, other) => {
        const map = compileOrSkip(fields);
        const first = listTexts(map(one));
        const second = listTexts(map(other));
        expect(first.every((text) => text.startsWith('R'))).toBe(true);
        expect(second.every((text) => text.startsWith('S'))).toBe(true);
        expect(listTexts(map(one))).toEqual(first);
      }),
      { numRuns: 500 },
    );
  });

  it('never gives an element a value of another one', () => {
    const line = fc.record({ s: fc.constant(0), deep: fc.array(fc.constant({ d: 0 }), { maxLength: 3 }) });
    const order = fc.record({ no: fc.constant(0), lines: fc.array(line, { maxLength: 3 }) });
    const fields = [
      { extract: 'no', generate: 'i[*].root' },
      { extract: 'orders[*].no', generate: 'i[*].order' },
      { extract: 'orders[*].lines[*].s', generate: 'i[*].line' },
      { extract: 'orders[*].lines[*].deep[*].d', generate: 'i[*].deep' },
    ];
    const map = compileOrSkip(fields);
    fc.assert(
      fc.property(fc.array(order, { maxLength: 3 }), (orders) => {
        const numbered = orders.map(({ lines }, o) => ({
          no: `${o}`,
          lines: lines.map(({ deep }, l) => ({ s: `${o}.${l}`, deep: deep.map((_, d) => ({ d: `${o}.${l}.${d}` })) })),
        }));
        const expected = numbered.flatMap((one) =>
          one.lines.flatMap(({ s, deep }) => deep.map(({ d }) => ({ root: 'R', order: one.no, line: s, deep: d }))),
        );
        expect(map({ no: 'R', orders: numbered })).toEqual({ i: expected });
      }),
    );
  });

  it('gives a record back that it maps name by name', () => {
    const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(names, fc.array(fc.jsonValue(), { minLength: 5, maxLength: 5 }), (keys, values) => {
        const one = Object.fromEntries(keys.map((key, index) => [key, values[index]]));
        const bracketed = (key: string) => `['${key}']`;
        const usable = keys.filter((key) => !key.includes("']") && !key.includes('\\'));
        fc.pre(usable.length === keys.length);
        const fields = keys.map((key) => ({ extract: `wrap${bracketed(key)}`, generate: bracketed(key) }));
        expect(compileOrSkip(fields)({ wrap: one })).toEqual(one);
      }),
    );
  });

  it('gives a list of records back that it maps name by name', () => {
    const element = fc.record({ a: fc.integer(), b: fc.string() }, { requiredKeys: [] });
    const fields = ['a', 'b'].map((name) => ({ extract: `l[*].${name}`, generate: `l[*].${name}` }));
    const map = compileOrSkip(fields);
    fc.assert(
      fc.property(fc.array(element), (l) => {
        expect(map({ l })).toEqual({ l });
      }),
    );
  });

  it('does the same in whatever order its fields stand', () => {
    fc.assert(
      fc.property(fc.array(field, { minLength: 2, maxLength: 4 }), record, (fields, one) => {
        const map = compileOrSkip(fields);
        const turned = compileOrSkip(fields.toReversed());
        expect(turned(one)).toEqual(map(one));
      }),
      { numRuns: 500 },
    );
  });

  it('refuses the same in whatever order its fields stand', () => {
    const isRefused = (fields: readonly Mapper1Field[]) =>
      compileDocument((scope) => compileMapper1({ fields }, scope)).findings.refusals.length > 0;
    fc.assert(
      fc.property(fc.array(field, { minLength: 2, maxLength: 4 }), (fields) => {
        expect(isRefused(fields.toReversed())).toBe(isRefused(fields));
      }),
      { numRuns: 500 },
    );
  });

  it('does the same when it is compiled twice', () => {
    fc.assert(
      fc.property(
        fc.array(field, { minLength: 1, maxLength: 3 }),
        fc.array(record, { maxLength: 3 }),
        (fields, all) => {
          const map = compileOrSkip(fields);
          const again = compileOrSkip(fields);
          expect(all.map(again)).toEqual(all.map(map));
        },
      ),
    );
  });
});

describe('a response mapping, for any paths and records', () => {
  it('never throws, and leaves the record and the response alone', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ extract: path, generate: path }), { maxLength: 3 }),
        record,
        record,
        (fields, one, response) => {
          const { compiled, findings } = compileDocument((scope) => compileResponseMapping({ fields }, scope));
          fc.pre(findings.refusals.length === 0 && compiled !== undefined);
          const before = JSON.stringify([one, response]);
          const mapped = compiled?.(one as AnyRecord, response);
          expect(Array.isArray(mapped)).toBe(Array.isArray(one));
          expect(JSON.stringify([one, response])).toBe(before);
        },
      ),
      { numRuns: 500 },
    );
  });
});
