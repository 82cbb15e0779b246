/* What a harness knows of a module's functions. Compiled, never run: `@ts-expect-error` is the test. */

import { type Callback, type Context, define } from 'integrator-extension-lambda';
import type * as orders from '../../handlers/orders/index.ts';
import { createHarness } from '../../src/testing/index.ts';

/** Compiles only if its argument is exactly the type. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const proven = <T extends true>() => undefined as T | undefined;

interface Order {
  id: number;
  sku: string;
}

class Connector {
  readonly version = '1.0';
  readonly hooks = { trim: define.preMap<Order>(() => []) };
  whoAmI(_options: unknown, callback: Callback<{ name: string }>) {
    callback(null, { name: this.version });
  }
}

const module = {
  trim: define.preMap<Order>(({ data }) => data.map((order) => ({ data: order }))),
  sum: ({ numbers }: { numbers: number[]; start?: number }) => numbers.length,
  later: async () => 'done',
  nothing() {},
  old: (_options: { page: number }, callback: Callback<string[]>) => void setTimeout(() => callback(null, [])),
  within: (_: unknown, __: Callback<number>, { log }: Context) => log.info('x'),
  version: 1,
};

const harness = createHarness(module);

export async function calls() {
  const actions = await harness.call('trim', { data: [{ id: 1, sku: 'x' }] });
  proven<Same<(typeof actions)[0]['data'], Order | undefined>>();
  proven<Same<Awaited<ReturnType<typeof sum>>, number>>();
  const later = await harness.call('later');
  proven<Same<typeof later, string>>();
  const nothing = await harness.call('nothing');
  proven<Same<typeof nothing, null>>();
  const old = await harness.call('old', { page: 1 });
  proven<Same<typeof old, string[]>>();
  const within = await harness.call('within', { anything: 1 }, { timeout: 100 });
  proven<Same<typeof within, number>>();
}
const sum = () => harness.call('sum', { numbers: [1] });

// Any of the options may be omitted.
harness.call('trim');
harness.call('sum', {});
// @ts-expect-error no such function
harness.call('trm');
// @ts-expect-error not a function
harness.call('version');
// @ts-expect-error no such option
harness.call('trim', { dta: [] });
// @ts-expect-error another record
harness.call('trim', { data: [{ id: 'x' }] });
// @ts-expect-error an option of another type
harness.call('sum', { numbers: 'x' });

const connector = createHarness({ diy: new Connector() });
connector.call('hooks.trim', { data: [] }).then((actions) => actions[0]?.errors?.[0]?.message);
connector.call('whoAmI').then(({ name }) => name.length);
// @ts-expect-error in its group
connector.call('trim');
// @ts-expect-error no such function in the group
connector.call('hooks.trm');

const several = createHarness({ connectors: { one: new Connector(), two: module } }, { connector: 'two' });
several.call('sum', { numbers: [] }).then((length) => length.toFixed());
// @ts-expect-error no such connector
createHarness({ connectors: { one: module } }, { connector: 'two' });
// @ts-expect-error contracts are always enforced
createHarness({ diy: module, contracts: undefined });

declare const namespace: typeof orders;
createHarness(namespace)
  .call('prepareOrders', { data: [] })
  .then((actions) => actions.length);
