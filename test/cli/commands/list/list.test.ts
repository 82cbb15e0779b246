import { describe, expect, it } from 'vitest';
import { listUnreachable } from '../../../../src/cli/commands/list/unreachable.ts';
import { createFolder, runHere } from '../../command-line.ts';

const { path } = createFolder({
  'styles.mjs': `
    import { define } from 'integrator-extension-lambda';
    export default {
      plain: define.preMap(({ data }) => data),
      promise: async (options) => options,
      callback: (options, done) => done(null, options),
      asyncCallback: async (options, done) => done(null, options),
      withContext: (options, done, context) => context.remainingTime(),
      asyncWithContext: async (options, done, context) => context.remainingTime(),
      old() { arguments[1](null, 1); },
      rest: (...given) => given[1](null, 1),
      asyncRest: async (...given) => given.length,
      Order: class {},
      version: '2.0.0',
    };`,
  'order.mjs': 'export const zebra = () => 1; export function ant() {}\nconst bee = () => 2; export { bee };',
  'script.js':
    'function tidy(one) { return one; }\nfunction preMap(options) { return options.data.map((data) => ({ data: tidy(data) })); }',
  'hosted.mjs': "import { exports } from 'integrator-api';\nexport const preMap = () => exports;",
  'empty.mjs': 'export const version = 1; export function* pages() { yield 1; }',
});

const list = async (file: string, ...more: string[]) => {
  const { code, out, err } = await runHere(['list', file, '--json', ...more]);
  return { code, err, ...JSON.parse(out) };
};

describe('list', () => {
  it('has the functions in the order of their file', async () => {
    const { functions } = await list(path('order.mjs'));
    expect(functions.map(({ name }: { name: string }) => name)).toEqual(['zebra', 'ant', 'bee']);
  });

  it('lists every function with its name, kind and style', async () => {
    const { functions, unreachable } = await list(path('styles.mjs'));
    expect(functions).toEqual([
      { name: 'plain', kind: 'preMap', style: 'plain' },
      { name: 'promise', style: 'promise' },
      { name: 'callback', style: 'callback' },
      { name: 'asyncCallback', style: 'callback or promise' },
      { name: 'withContext', style: 'callback or plain' },
      { name: 'asyncWithContext', style: 'callback or promise' },
      { name: 'old', style: 'callback' },
      { name: 'rest', style: 'callback' },
      { name: 'asyncRest', style: 'callback or promise' },
    ]);
    expect(unreachable).toEqual([{ name: 'Order', why: 'it is a class: called without new, it throws' }]);
  });

  it('shows a flat module as a table without types', async () => {
    const { code, out } = await runHere(['list', path('styles.mjs')]);
    expect(code).toBe(0);
    expect(out.split('\n').slice(0, 2)).toEqual(['function          kind    style', 'plain             preMap  plain']);
    expect(out).toMatch(/\n\nCannot be called:\n {2}Order {2}it is a class/);
  });

  it('shows a grouped module with its types', async () => {
    const { out } = await runHere(['list', 'handlers/shop-connector/index.ts']);
    expect(out).toMatch(/^type +function +kind +style\n/);
    expect(out).toMatch(/^setting +persistSettings +persistSettings +callback$/m);
    expect(out).not.toContain('Cannot be called');
  });

  it('ends with 1 if nothing can be called, and lists what cannot', async () => {
    const { code, out, err } = await runHere(['list', path('empty.mjs')]);
    expect(code).toBe(1);
    expect(out).toMatch(/^Cannot be called:\n {2}pages {2}it is a generator/);
    expect(err).toBe(
      `no_functions  ${path('empty.mjs')}: found no function that can be called, expected at least one\n`,
    );
  });

  it('names the functions that a hosted script declares and does not export, and says how to', async () => {
    const { code, err } = await runHere(['list', path('script.js')]);
    expect(code).toBe(1);
    expect(err).toBe(
      `no_functions  ${path('script.js')}: found no function that can be called, expected at least one; ` +
        'it declares tidy, preMap: export them, with `export` before the declaration ' +
        'or with module.exports = { tidy, preMap }\n',
    );
  });

  it('says of a script that imports integrator-api what stands in for it', async () => {
    const { code, err } = await runHere(['list', path('hosted.mjs')]);
    expect(code).toBe(1);
    expect(err).toContain(
      'it is there for hosted scripts only; on a stack, expected integrator-extension-lambda/platform-api\n',
    );
  });
});

describe('listUnreachable', () => {
  class Base {
    *inherited() {
      yield 1;
    }
  }
  class Connector extends Base {
    readonly hooks = { trim: () => 1, *pages() {} };
    readonly installer = new Base();
    /** A library whose inner parts cannot be read. */
    readonly client = new (class Client {
      readonly inner = { send() {} };
      *stream() {}
    })();
  }

  it.each<[string, object, string, RegExp]>([
    ['a generator', { *pages() {} }, 'pages', /generator/],
    ['an asynchronous generator', { async *pages() {} }, 'pages', /generator/],
    ['a class', { Order: class {} }, 'Order', /class/],
    ['a function without a name', { '': () => 1 }, '""', /no name/],
    ['a group without a name', { '': { trim: () => 1 } }, '""', /no type leads to it/],
    ['a group that its type leads past', { hook: { trim: () => 1 } }, 'hook', /type hook leads to hooks/],
    ['a group that is text', { hooks: 'trim' }, 'hooks', /found string, expected an object/],
    ['a group that is null', { wrappers: null }, 'wrappers', /found null, expected an object/],
    ['functions in a group of a group', { hooks: { orders: { trim: () => 1 } } }, 'hooks.orders', /only look into/],
    ['a generator in a group', { hooks: { *pages() {} } }, 'hooks.pages', /generator/],
    ['a name that is no identifier', { hooks: { *'all pages'() {} } }, 'hooks["all pages"]', /generator/],
    [
      'what cannot be read',
      {
        get broken(): never {
          throw new Error('closed');
        },
      },
      'broken',
      /reading it throws Error: closed/,
    ],
  ])('finds %s', (_what, module, name, why) => {
    expect(listUnreachable(module)).toEqual([{ name, why: expect.stringMatching(why) }]);
  });

  it('looks into inherited members and groups that are instances, not into libraries', () => {
    expect(listUnreachable(new Connector()).map(({ name }) => name)).toEqual([
      'hooks.pages',
      'installer.inherited',
      'inherited',
    ]);
  });

  it('finds nothing in a module whose functions can all be called', () => {
    const trim = () => 1;
    const data = { version: '1', list: [1], nothing: null, table: { EUR: 1 }, at: new Date(), map: new Map() };
    expect(listUnreachable({ trim, hooks: { trim, limit: 3 }, settings: { currency: 'EUR' }, ...data })).toEqual([]);
    expect(listUnreachable(Object.assign(() => 1, { trim }))).toEqual([]);
  });
});
