import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveTarget } from '../../src/core/resolve.ts';
import type { ExtensionError } from '../../src/shared/errors.ts';
import { evaluateElsewhere, thrownValues } from './values.ts';

const options = {};
const find = (diy: unknown, address: object) => resolveTarget({ diy }, { address: { diy: true, ...address }, options });
const codesOf = (look: () => unknown) => thrownValues<ExtensionError>(look).problems.map(({ code }) => code);

/** Calls the found function as the host does. */
function call(diy: unknown, address: object): unknown {
  const { self, fn } = find(diy, address);
  return Reflect.apply(fn, self, [options]);
}

const names = [Object, Function, Array, Map, Promise, Error]
  .flatMap(({ prototype }) => Object.getOwnPropertyNames(prototype))
  .concat('__proto__', 'constructor', 'prototype', 'length', 'name', 'arguments', 'caller');

describe('a name of the language is never found', () => {
  class Base {
    own() {}
  }
  const makers: [string, () => unknown][] = [
    ['an object', () => ({ own() {} })],
    ['an object without a prototype', () => Object.assign(Object.create(null), { own() {} })],
    ['a class instance', () => new (class Connector extends Base {})()],
    ['an instance of an ES5 class', () => new (function Connector() {} as never as new () => object)()],
    ['a class', () => class Connector extends Base {}],
    ['an ES5 class', () => function Connector() {}],
    ['an arrow function', () => () => 1],
    ['a bound function', () => Base.bind(null)],
    ['an array', () => [1, 2]],
    ["an author's map", () => new (class Functions extends Map {})()],
    ['a promise', () => Promise.resolve()],
    ['an error', () => new TypeError()],
    ['an object of another realm', () => evaluateElsewhere('({ own() {} })')],
    ['an instance of another realm', () => evaluateElsewhere('new (class Connector { own() {} })')],
    ['an object created from another one', () => Object.create({ own() {} })],
  ];

  it.each(makers)('on %s', (_, make) => {
    for (const name of names) {
      expect(
        codesOf(() => find(make(), { function: name })),
        name,
      ).toEqual(['invalid_function']);
      for (const inner of ['call', 'assign', 'create', 'toString', 'own', name]) {
        const [code] = codesOf(() => find(make(), { type: name, function: inner }));
        expect(['object_not_found', 'invalid_function'], `${name}.${inner}`).toContain(code);
      }
      const connectors = make() as object;
      if (Object.hasOwn(connectors, name)) continue;
      const address = { _connectorId: name, function: 'own' };
      expect(
        codesOf(() => resolveTarget({ connectors }, { address, options })),
        name,
      ).toEqual(['invalid_field']);
    }
  });

  it('on an object with other members', () => {
    const property = fc.property(fc.dictionary(fc.string(), fc.func(fc.nat())), fc.string(), (diy, name) => {
      fc.pre(name !== '' && !Object.hasOwn(diy, name));
      expect(codesOf(() => find(diy, { function: name }))).toEqual(['invalid_function']);
    });
    fc.assert(property);
  });

  it('but found if the author defines it', () => {
    class Connector {
      toString() {
        return 'the author’s';
      }
    }
    expect(call(new Connector(), { function: 'toString' })).toBe('the author’s');
    expect(call({ valueOf: () => 'own' }, { function: 'valueOf' })).toBe('own');
    expect(
      call(
        JSON.parse('{"hooks":0}', () => ({ __proto__: null, call: () => 'own' })),
        { function: 'call' },
      ),
    ).toBe('own');
  });
});
