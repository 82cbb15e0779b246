import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Code, toJson, toLiteral } from '../../../src/contracts/render/literal.ts';

/** In braces, `__proto__: …` would set the prototype and not a field. */
const run = (code: string): unknown => new Function(`return (${code});`)();
const data = fc.jsonValue().filter((value) => !JSON.stringify(value).includes('__proto__'));

describe('toJson and toLiteral', () => {
  it('keep on one line what fits there', () => {
    expect(toJson({ data: [{ id: 1 }, null], errors: [] })).toBe('{ "data": [{ "id": 1 }, null], "errors": [] }');
    expect(toLiteral({ 'orders-import': ["it's", 'a "b"'], n: {} })).toBe(
      `{ 'orders-import': ['it\\'s', 'a "b"'], n: {} }`,
    );
  });

  it('use lines of up to 132 characters', () => {
    const lineOf = (length: number) => toJson(['x'.repeat(length - '[""]'.length)]);
    expect(lineOf(132)).toHaveLength(132);
    expect(lineOf(133).split('\n')).toHaveLength(3);
  });

  it('give each part its own line if all of them are too long for one', () => {
    const long = { first: 'x'.repeat(70), second: ['y'.repeat(130)] };
    expect(toJson(long)).toBe(
      ['{', `  "first": "${long.first}",`, '  "second": [', `    "${long.second[0]}"`, '  ]', '}'].join('\n'),
    );
    expect(toLiteral(long)).toBe(
      ['{', `  first: '${long.first}',`, '  second: [', `    '${long.second[0]}',`, '  ],', '}'].join('\n'),
    );
  });

  it('insert code into a literal as it is', () => {
    expect(toLiteral({ data: new Code('options.data') })).toBe('{ data: options.data }');
  });

  it('are JSON and JavaScript of the same data', () => {
    fc.assert(
      fc.property(data, (value) => {
        const written = JSON.stringify(value);
        expect(JSON.stringify(JSON.parse(toJson(value)))).toBe(written);
        expect(JSON.stringify(run(toLiteral(value)))).toBe(written);
      }),
    );
  });
});
