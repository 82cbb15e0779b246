import { define } from 'integrator-extension-lambda';
import { kindOf, traitsOf } from 'integrator-extension-lambda/contracts';
import { describe, expect, it } from 'vitest';
import { markKind } from '../../src/core/kind.ts';

describe('define', () => {
  it('marks a function with its kind and returns the function itself', () => {
    const fn = () => [];
    expect(define.preMap(fn)).toBe(fn);
    expect(kindOf(fn)).toBe('preMap');
  });

  it('leaves no trace in a copy, a log or a loop over the function', () => {
    const fn = define.ping(() => ({ statusCode: 200 }));
    expect(Object.entries(fn)).toEqual([]);
    expect({ ...fn }).toEqual({});
  });

  it('takes the last kind that was given', () => {
    const fn = () => undefined;
    define.step(fn);
    define.update(fn);
    expect(kindOf(fn)).toBe('update');
  });

  it("keeps the author's traits beside the kind", () => {
    expect(traitsOf(define.preMap(() => [], { mutates: true }))).toMatchObject({ mutates: true });
    expect(traitsOf(define.preMap(() => [])).mutates).toBeUndefined();
    expect(traitsOf(() => [])).toEqual({});
  });

  it('finds no kind on other functions', () => {
    expect(kindOf(() => [])).toBeUndefined();
  });

  it.each([
    [undefined, 'undefined'],
    [null, 'null'],
    [{}, 'object'],
    ['preMap', 'string'],
  ])('refuses %j: it takes functions only', (value, found) => {
    expect(() => define.preMap(value as never)).toThrow(
      new TypeError(`define.preMap: expected a function, found ${found}.`),
    );
  });

  it('marks for every copy of the package in the process', async () => {
    const another: string = '../../src/core/kind.ts?another';
    const copy = (await import(another)) as { markKind: typeof markKind };
    expect(copy.markKind).not.toBe(markKind);
    expect(kindOf(copy.markKind(() => [], 'preMap'))).toBe('preMap');
  });
});
