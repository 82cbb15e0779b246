import { describe, expect, it } from 'vitest';
import { define } from '../../src/contracts/define.ts';
import { createExtension } from '../../src/core/extension.ts';
import { listFunctions, listMembers } from '../../src/core/inventory.ts';

const addresses = (module: object) =>
  Array.from(listFunctions(module), ({ type, name }) => (type ? `${type} ${name}` : name));

const silent = { debug() {}, info() {}, warn() {}, error() {} };

class Base {
  inherited() {
    return this;
  }
}

class Connector extends Base {
  readonly hooks = { trim: () => 1, note: 'no function' };
  readonly installer = new Base();
  own() {
    return this;
  }
}

describe('listFunctions', () => {
  it('lists a flat module with its kinds', () => {
    const trim = define.preMap(() => []);
    const [first, second, ...more] = listFunctions({ trim, plain() {}, version: '1.0.0' });

    expect(first).toMatchObject({ name: 'trim', kind: 'preMap', fn: trim });
    expect(first).not.toHaveProperty('type');
    expect(second).toMatchObject({ name: 'plain', kind: undefined });
    expect(more).toEqual([]);
  });

  it('lists methods of a class instance after those of the groups’ owner, inherited ones included', () => {
    expect(addresses(new Connector())).toEqual(['own', 'inherited', 'hook trim', 'installer inherited']);
  });

  it.each([
    ['hooks', 'hook'],
    ['wrappers', 'wrapper'],
    ['settings', 'setting'],
    ['utilities', 'utility'],
    ['installer', 'installer'],
    ['uninstaller', 'uninstaller'],
    ['reports', 'reports'],
  ])('finds the group %s under the type %s', (group, type) => {
    expect(addresses({ [group]: { run() {} } })).toEqual([`${type} run`]);
  });

  it('lists a function once if a group has one of its name that no type reaches', () => {
    expect(addresses({ hook: { run() {} }, run() {} })).toEqual(['run']);
  });

  it('lists the functions of a function as a group too', () => {
    const tools = Object.assign(() => 1, { clean() {} });
    expect(addresses({ tools })).toEqual(['tools', 'tools clean']);
  });

  it.each<[string, object]>([
    ['a group that no type reaches', { hook: { run() {} } }],
    ['functions and groups without a name', { '': Object.assign(() => 1, { run() {} }) }],
    ['generators, which never answer', { *pages() {}, async *more() {} }],
    ["the language's members of objects", { list: [], map: new Map(), text: 'text', nothing: null }],
    [
      'a member with a throwing getter',
      {
        get broken(): never {
          throw new Error('closed');
        },
      },
    ],
  ])('leaves out %s', (_what, module) => {
    expect(addresses(module)).toEqual([]);
  });

  it('lists functions at their address, with their object', async () => {
    class Labelled {
      readonly label: string;
      constructor(label: string) {
        this.label = label;
      }
      answer() {
        return this.label;
      }
    }
    const module = Object.assign(new Labelled('top'), {
      hooks: new Labelled('hook'),
      reports: new Labelled('reports'),
    });
    const { invoke } = createExtension({ diy: module, logger: silent });

    const answers = await Promise.all(
      Array.from(listFunctions(module), async ({ type, name, self }) => [
        type,
        (self as Labelled).label,
        await invoke({ address: { diy: true, type, function: name }, options: {} }),
      ]),
    );
    expect(answers).toEqual([
      [undefined, 'top', { ok: true, response: 'top' }],
      ['hook', 'hook', { ok: true, response: 'hook' }],
      ['reports', 'reports', { ok: true, response: 'reports' }],
    ]);
  });
});

describe('listMembers', () => {
  it('lists the members of an object and of its classes, without those of the language', () => {
    const connector = new Connector();
    expect(listMembers(connector)).toEqual([
      { name: 'hooks', value: connector.hooks },
      { name: 'installer', value: connector.installer },
      { name: 'own', value: connector.own },
      { name: 'inherited', value: connector.inherited },
    ]);
  });

  it('takes a member that replaces one of the language for the author’s', () => {
    const mine = () => 'mine';
    expect(listMembers({ toString: mine })).toEqual([{ name: 'toString', value: mine }]);
  });

  it.each([
    ['a function', () => 1],
    ['an array', ['an element']],
  ])('lists no member that %s has from the language', (_, holder) => {
    const names = listMembers(holder).map(({ name }) => name);
    expect(names).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(call|map|constructor|toString)$/)]));
    expect(names.length).toBe(Object.getOwnPropertyNames(holder).length);
  });

  it('keeps what a getter throws', () => {
    const thrown = new Error('no installer');
    const module = {
      get installer() {
        throw thrown;
      },
    };
    expect(listMembers(module)).toEqual([{ name: 'installer', failure: { thrown } }]);
  });
});
