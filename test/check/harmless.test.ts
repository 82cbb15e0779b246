import { define, ExtensionError } from 'integrator-extension-lambda';
import { describe, expect, it } from 'vitest';
import type { Contract } from '../../src/contracts/contract.ts';
import { contracts } from '../../src/contracts/index.ts';
import { renderSkeleton } from '../../src/contracts/render/skeleton.ts';
import { broken, checked } from './checking.ts';

const passOn = define.preMap(({ data }) => data.map((record) => ({ data: record })));

const keepAll = { keepAll: define.preSavePage((options, callback) => callback(null, { data: options.data })) };

class Connector {
  readonly hooks = { passOn };
  // Called by its own functions only.
  connect() {
    return this;
  }
  toString() {
    return 'connector';
  }
}

/** Code that looks like a fault, and is none. */
const harmless: readonly (readonly [what: string, module: object])[] = [
  [
    'a function that is declared to change its options',
    {
      tidy: define.preMap(
        ({ data }) =>
          data.map((order) => {
            order.tidied = true;
            return { data: order };
          }),
        { mutates: true },
      ),
    },
  ],
  [
    'a function that makes options of its own from those it is given',
    {
      tidy: define.preMap((options) => {
        options.data = options.data.map((order) => ({ ...order }));
        return options.data.map((order) => ({ data: order }));
      }),
    },
  ],
  [
    'errors of its own, whatever they are thrown for',
    {
      refuse: define.preMap(({ data }) => {
        if (data.length === 0) throw new Error('There is nothing.');
        if (data.length === 1) throw new RangeError('There is only one.');
        if (data.length > 5) throw new ExtensionError([{ code: 'too_many', message: 'There are too many.' }]);
        throw Object.assign(new TypeError('No.'), { code: 'no' });
      }),
    },
  ],
  [
    'an error that answers for one that was caught',
    {
      refuse: define.preMap(() => {
        throw new ExtensionError({ code: 'no', message: 'No.' }, { cause: new TypeError('inside') });
      }),
    },
  ],
  [
    'a record of a shape that its author never has',
    {
      shout: define.preMap(({ data }) =>
        data.map((order) => ({
          data: { ...order, customer: order.customer.toUpperCase(), double: order.quantity * 2 },
        })),
      ),
    },
  ],
  ['a callback that is called in a function of another name', keepAll],
  [
    'a callback that an async function with an answer of its own has no use for',
    { passOn: define.preMap(async ({ data }, _callback) => data.map((record) => ({ data: record }))) },
  ],
  [
    'a third parameter, with which an answer may be returned',
    { note: define.update(async (_, __, { log }) => log.info('x')) },
  ],
  ['methods of a class that its functions share', new Connector()],
  ['a function in both layouts, for both generations', { passOn, hooks: { passOn } }],
  [
    'a ping that was not defined',
    { importAll: define.import(({ postMapData }) => postMapData.map(() => ({ statusCode: 200 }))), pingShop() {} },
  ],
  [
    'tools that are held beside functions',
    { passOn, tools: { deep: { down: { sum: (one: number, _: number) => one } } } },
  ],
  [
    'what is logged by the call’s own logger, which keeps secrets to itself',
    {
      note: define.step(async (options, _callback, { log }) => {
        log.info(`called with ${options.bearerToken}`, { options });
      }),
    },
  ],
];

describe('check finds no fault in', () => {
  it.each(harmless)('%s', async (_what, module) => {
    expect(await broken(module, { runs: 60 })).toEqual([]);
  });
});

describe('check', () => {
  it.each(Object.entries<Contract>(contracts))(
    'finds no fault in the output of stub for %s',
    async (kind, contract) => {
      const module = {};
      const code = renderSkeleton(kind, contract)
        .replace(/^import .*$/m, '')
        .replace(/^export const (\w+) =/m, 'module.$1 =');
      new Function('define', 'module', code)(define, module);
      const found = await broken(module, { runs: 30, strict: true, moment: 5 });
      // A wrapper alone has no ping beside it.
      expect(found).toEqual(['export', 'import'].includes(kind) ? [expect.stringMatching(/^ping /)] : []);
    },
  );

  const [, shouting] = harmless.find(([what]) => what.startsWith('a record')) as (typeof harmless)[number];

  it('reports faults with records of any shape, if it is strict', async () => {
    expect(await broken(shouting, { strict: true })).toEqual([expect.stringMatching(/^survives /)]);
  });

  it('checks only the selected law', async () => {
    // @ts-expect-error a record is no action
    const module = { forget: define.preMap(({ data }) => data.splice(0)) };
    expect((await broken(module)).map((said) => said.split(' ')[0])).toEqual(['contract', 'input']);
    expect(await broken(module, { laws: new Set(['input']) })).toEqual(['input options.data[0]']);
  });

  it('reports the number of calls, and why a function never answered well', async () => {
    const module = {
      passOn,
      fail: define.step(({ bearerToken }) => {
        throw new Error(`no access to ${bearerToken.slice(0, 0)}the shop`);
      }),
      plain() {},
    };
    const { functions } = await checked(module, { runs: 20 });
    expect(functions).toEqual([
      { name: 'passOn', kind: 'preMap', calls: 26, failed: 0, findings: [] },
      { name: 'fail', kind: 'step', calls: 22, failed: 22, failure: 'no access to the shop', findings: [] },
      { name: 'plain', calls: 0, failed: 0, findings: [] },
    ]);
  });

  it('calls an export page by page, with the state that it answers', async () => {
    const pages: unknown[] = [];
    const module = {
      exportOrders: define.export<object, { state: { page: number } }>(({ state }) => {
        pages.push(state?.page ?? 'first');
        return { data: [], state: { page: (state?.page ?? 0) + 1 } };
      }),
      ping: define.ping(() => ({ statusCode: 200 })),
    };
    expect(await broken(module, { runs: 0 })).toEqual([]);
    expect(pages.slice(0, 6)).toEqual(['first', 1, 2, 'first', 1, 2]);
  });

  it("generates options like those of an author's own event", async () => {
    const seen = new Set<string>();
    const module = {
      greet: define.preMap<{ name: string }>(({ data }) =>
        data.map((person) => {
          seen.add(Object.keys(person).join());
          return { data: { name: person.name.trim() } };
        }),
      ),
    };
    const event = { function: 'greet', options: { bearerToken: 'x', data: [{ name: 'Ada' }] } };
    expect(await broken(module)).toEqual([expect.stringMatching(/^survives /)]);
    seen.clear();
    expect(await broken(module, { events: [event] })).toEqual([]);
    expect(seen).toContain('name');
    expect(seen).not.toContain('id,customer,sku,quantity,total,status,updatedAt');
  });

  it('leaves the console and the process as they were', async () => {
    const before = [console.log, process.stdout.write, ...process.listeners('uncaughtException')];
    await checked({ passOn }, { runs: 1 });
    expect([console.log, process.stdout.write, ...process.listeners('uncaughtException')]).toEqual(before);
  });
});
