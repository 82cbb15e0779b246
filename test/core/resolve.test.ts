import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { readAddress, resolveTarget } from '../../src/core/resolve.ts';
import { ExtensionError } from '../../src/shared/errors.ts';
import { evaluateElsewhere, thrownValues } from './values.ts';

const options = {};
const find = (diy: unknown, address: object) => resolveTarget({ diy }, { address: { diy: true, ...address }, options });
const codesOf = (look: () => unknown) => thrownValues<ExtensionError>(look).problems.map(({ code }) => code);

/** Calls the found function as the host does, and returns its `this`. */
function call(diy: unknown, address: object): unknown {
  const { self, fn } = find(diy, address);
  return Reflect.apply(fn, self, [options]);
}

describe('an address that names no function is answered with every problem at once', () => {
  const DIY = '{"code":"missing_required_field","message":"DIY is not configured in the extension configuration."}';
  const NEITHER =
    '{"code":"missing_required_field","message":"Need to set either the diy or _connectorId field in extension options."}';
  const CONNECTOR =
    '{"code":"invalid_field","message":"The _connectorId set in the extension options does\'t match any of the _connectorId\'s present in extension configuration."}';
  const MISSING =
    '{"code":"missing_required_field","message":"Missing required field function in the extension options."}';
  const TEXT =
    '{"code":"invalid_field","message":"The function field in the extension options must be of type string."}';
  const OPTIONS = '{"code":"missing_required_field","message":"Function options haven\'t been provided."}';
  const GROUP = (type: string) =>
    `{"message":"The object ${type} doesn't exist in the module.","code":"object_not_found"}`;
  const FUNCTION =
    '{"message":"The function passed in the extension options doesn\'t map to a function.","code":"invalid_function"}';

  const diy = { preMap() {}, text: 'preMap', hooks: { preMap() {} } };
  const connectors = { c1: diy, off: null };

  it.each<[string, object, unknown, unknown, string[]]>([
    ['neither an address nor options', { diy }, undefined, undefined, [NEITHER, MISSING, OPTIONS]],
    ['a text as the address', { diy }, 'preMap', options, [NEITHER, MISSING]],
    ['null as the address', { diy }, null, null, [NEITHER, MISSING, OPTIONS]],
    ['neither diy nor a connector', { diy }, { function: 'preMap' }, options, [NEITHER]],
    ['diy, but only connectors are configured', { connectors }, { diy: true, function: 'preMap' }, options, [DIY]],
    ['diy and a connector: diy wins', { connectors }, { diy: 1, _connectorId: 'c1', function: 'x' }, options, [DIY]],
    [
      'a connector, but only diy is configured',
      { diy },
      { _connectorId: 'c1', function: 'preMap' },
      options,
      [CONNECTOR],
    ],
    ['an unknown connector', { connectors }, { _connectorId: 'c2', function: 'preMap' }, options, [CONNECTOR]],
    ['a connector without a module', { connectors }, { _connectorId: 'off', function: 'preMap' }, options, [CONNECTOR]],
    [
      'a connector id without a text form',
      { connectors },
      { _connectorId: { toString: 1 }, function: 'x' },
      options,
      [CONNECTOR],
    ],
    ['no function', { diy }, { diy: true, function: '' }, options, [MISSING]],
    ['a function that is not a text', { diy }, { diy: true, function: ['preMap'] }, options, [TEXT]],
    ['no options', { diy }, { diy: true, function: 'preMap' }, null, [OPTIONS]],
    ['empty options', { diy }, { diy: true, function: 'preMap' }, '', [OPTIONS]],
    ['several problems', { connectors }, { diy: true, type: 'x', function: 7 }, 0, [DIY, TEXT, OPTIONS]],
    ['a type without a group', { diy }, { diy: true, type: 'wrapper', function: 'x' }, options, [GROUP('wrapper')]],
    [
      'the name of a group as the type',
      { diy },
      { diy: true, type: 'wrappers', function: 'x' },
      options,
      [GROUP('wrappers')],
    ],
    ['a type that is a number', { diy }, { diy: true, type: 5, function: 'x' }, options, [GROUP('5')]],
    ['a type that is a list', { diy }, { diy: true, type: ['hook'], function: 'preMap' }, options, [GROUP('hook')]],
    [
      'a type without a text form',
      { diy },
      { diy: true, type: { toString: 1 }, function: 'x' },
      options,
      [GROUP('object')],
    ],
    [
      'the prototype of a class as the type',
      {
        diy: class Tools {
          who() {}
        },
      },
      { diy: true, type: 'prototype', function: 'who' },
      options,
      [GROUP('prototype')],
    ],
    [
      'a type whose group is not an object',
      { diy },
      { diy: true, type: 'text', function: 'length' },
      options,
      [FUNCTION],
    ],
    ['a function that the module lacks', { diy }, { diy: true, function: 'postMap' }, options, [FUNCTION]],
    ['a text', { diy }, { diy: true, function: 'text' }, options, [FUNCTION]],
    ['undefined', { diy: { f: undefined, g: null } }, { diy: true, function: 'f' }, options, [FUNCTION]],
    ['null', { diy: { f: undefined, g: null } }, { diy: true, function: 'g' }, options, [FUNCTION]],
    ['a module that is not an object', { diy: 'a text' }, { diy: true, function: 'toUpperCase' }, options, [FUNCTION]],
  ])('%s', (_, modules, address, sent, wire) => {
    const error = thrownValues<ExtensionError>(() => resolveTarget(modules, { address, options: sent }));
    expect(error.problems.map((problem) => JSON.stringify(problem))).toEqual(wire);
  });

  it('a configuration’s own problem is the only one', () => {
    const failure = new ExtensionError({ message: 'bad', code: 'invalid_configuration' });
    expect(codesOf(() => resolveTarget({ failure }, { address: null, options: null }))).toEqual([
      'invalid_configuration',
    ]);
  });

  it.each([
    ['a generator', { fn: function* () {} }],
    ['an async generator', { async *fn() {} }],
    ['a bound generator', { fn: function* () {}.bind(null) }],
  ])('%s is no function: it would never answer', (_, diy) => {
    expect(codesOf(() => find(diy, { function: 'fn' }))).toEqual(['invalid_function']);
  });
});

describe("an author's function is found, and called on its object", () => {
  function who(this: unknown) {
    return this;
  }
  class Base {
    hooks = { who };
    who() {
      return this;
    }
    static who = who;
  }
  class Middle extends Base {}
  class Connector extends Middle {
    field = () => this;
    get lazy() {
      return who;
    }
  }
  function Old() {}
  Old.prototype.who = who;
  function Older() {}
  Older.prototype = Object.create(Old.prototype);
  class Speaking {
    note = 'function () { [native code] }';
    who() {
      return this;
    }
  }
  class Emitter extends EventEmitter {
    who() {
      return this;
    }
  }
  const make = (made: unknown) => new (made as new () => object)();

  it.each<[string, object, string]>([
    ['an object', { who }, 'who'],
    ['a module', Object.freeze(Object.assign(Object.create(null), { who })), 'who'],
    ['a class instance, two classes up', make(Connector), 'who'],
    ['a class instance, as a field', make(Connector), 'field'],
    ['a class instance behind a getter', make(Connector), 'lazy'],
    ['a class itself', Base, 'who'],
    ['a class itself, two classes up', Connector, 'who'],
    ['an instance of an ES5 class', make(Old), 'who'],
    ['an instance of an ES5 class without a constructor property', make(Older), 'who'],
    ['an object created from another one', Object.create(Object.create({ who })), 'who'],
    ['an object with the constructor of a built-in class', { who, constructor: Map }, 'who'],
    ['an instance of a class whose source mentions native code', make(Speaking), 'who'],
    ['a function', Object.assign(() => 1, { who }), 'who'],
    ["an author's event emitter", make(Emitter), 'who'],
    ['a proxy', new Proxy({ who }, {}), 'who'],
    ['an object of another realm', evaluateElsewhere('({ who() { return this; } })') as object, 'who'],
  ])('of %s', (_, diy, name) => {
    const found = find(diy, { function: name });
    expect(found).toMatchObject({ name });
    expect(found.self).toBe(diy);
    expect(call(diy, { function: name })).toBe(diy);
  });

  it.each([
    ['hook', 'hooks'],
    ['wrapper', 'wrappers'],
    ['setting', 'settings'],
    ['utility', 'utilities'],
    ['installer', 'installer'],
    ['uninstaller', 'uninstaller'],
    ['hooks', 'hooks'],
    ['any other', 'any other'],
  ])('in the group of the type %s: %s', (type, group) => {
    const holder = { who };
    expect(call({ [group]: holder }, { type, function: 'who' })).toBe(holder);
  });

  it('in a group that is a class instance, or a field of one', () => {
    const connector = new Connector();
    expect(call(connector, { type: 'hook', function: 'who' })).toBe(connector.hooks);
    expect(call({ hooks: connector }, { type: 'hook', function: 'who' })).toBe(connector);
  });

  it('under its connector’s id, even if that is no text', () => {
    const connectors = { c1: { who }, 42: { who }, __proto__: { inherited: { who } } };
    for (const [id, module] of [
      ['c1', connectors.c1],
      [42, connectors[42]],
      [['c1'], connectors.c1],
    ] as const) {
      const { self } = resolveTarget({ connectors }, { address: { _connectorId: id, function: 'who' }, options });
      expect(self).toBe(module);
    }
    const address = { _connectorId: 'inherited', function: 'who' };
    expect(codesOf(() => resolveTarget({ connectors }, { address, options }))).toEqual(['invalid_field']);
  });

  it('unless reading it throws: then with the thrown error', () => {
    const diy = {
      get preMap() {
        throw new Error('cannot be loaded');
      },
    };
    expect(() => find(diy, { function: 'preMap' })).toThrow('cannot be loaded');
  });
});

describe('an address can be read', () => {
  it.each([[undefined], [null], ['text'], [7], [[]]])('of any type: %j', (address) => {
    expect(readAddress({ address }).function).toBeUndefined();
  });
});
