import { type Callback, type Context, define, ExtensionError, type OptionsOf } from 'integrator-extension-lambda';
import { describe, expect, it } from 'vitest';
import * as orders from '../../handlers/orders/index.ts';
import { contracts } from '../../src/contracts/index.ts';
import { createPlatform } from '../../src/platform-api/index.ts';
import { createFakePlatform, createHarness, FailedCall } from '../../src/testing/index.ts';
import { createFolder } from '../cli/command-line.ts';

const failure = async (call: Promise<unknown>): Promise<FailedCall> => {
  const thrown = await call.then(
    (response) => response,
    (reason) => reason,
  );
  expect(thrown).toBeInstanceOf(FailedCall);
  return thrown;
};

const seen: unknown[] = [];

class Installer {
  readonly steps = ['connect'];
  connect() {
    return { success: true, steps: this.steps };
  }
}

const module = {
  echo: (options: Record<string, unknown>) => options,
  keep: define.preMap((options) => {
    seen.push(options);
    return options.data.map((record) => ({ data: record }));
  }),
  enrich: define.postSubmit((options) => {
    seen.push(options);
    return options.responseData;
  }),
  exported: define.export((options) => ({
    data: [{ at: options.lastExportDateTime?.getTime(), after: options.state?.after }],
    lastPage: true,
  })),
  short: define.preMap(() => [{}]),
  dated: () => ({ data: [{ at: new Date(0) }] }),
  count: () => ({ total: Number.NaN, missing: undefined }),
  nothing: (_options: unknown, callback: Callback<undefined>) => callback(),
  refuses: (): string => {
    throw Object.assign(new Error('No such order: 17'), { code: 'order_not_found' });
  },
  refusesTwice: (): string => {
    throw new ExtensionError([{ code: 'no_stock', message: 'No stock.' }, { message: 'Nor a supplier.' }]);
  },
  callsBackText: (_options: unknown, callback: Callback<string>) => callback('out of stock'),
  logs(_options: unknown, _callback: Callback<string>, { log }: Context) {
    log.warn('stock is low', { left: 3, password: 'open sesame' });
    return 'logged';
  },
  changes(options: { data: { sku: string }[] }) {
    for (const record of options.data) record.sku = 'changed';
    return options.data;
  },
  installer: new Installer(),
  hooks: { 'trim all': () => 'trimmed', keep: () => 'of the group' },
};
const { call, logs, handler } = createHarness(module);

describe('a harness', () => {
  it('calls functions of the sample extension with only the fields under test', async () => {
    const harness = createHarness(orders);
    const actions = await harness.call('prepareOrders', { data: [orderWith({ quantity: 0 })] });
    expect(actions).toEqual([{ errors: [expect.objectContaining({ code: 'no_quantity' })] }]);
  });

  it('sends the sample of the kind by default', async () => {
    await call('keep');
    expect(seen.pop()).toEqual(contracts.preMap.sample.options);
  });

  it('takes missing options from the sample, and sends the given ones', async () => {
    await call('keep', { data: [{ sku: 'x' }], settings: { currency: 'EUR' } });
    const { data, settings, ...rest } = contracts.preMap.sample.options;
    expect(seen.pop()).toEqual({ ...rest, data: [{ sku: 'x' }], settings: { currency: 'EUR' } });
  });

  it('leaves out options that are undefined', async () => {
    await call('keep', { settings: undefined } as never);
    expect(seen.pop()).not.toHaveProperty('settings');
  });

  it("makes the sample's pages as long as the given ones", async () => {
    expect(await call('enrich', { responseData: [{ statusCode: 200 }] })).toHaveLength(1);
    const { preMapData, postMapData } = seen.pop() as Record<string, unknown[]>;
    expect([preMapData, postMapData]).toEqual([[expect.anything()], [expect.anything()]]);
  });

  it('sends a function without a kind only the given options', async () => {
    expect(await call('echo')).toEqual({});
    expect(await call('echo', { numbers: [1, 2] })).toEqual({ numbers: [1, 2] });
  });

  it('turns dates into text, for the host to read them', async () => {
    const page = await call('exported', { lastExportDateTime: new Date(86_400_000), state: { after: 7 } });
    expect(page.data).toEqual([{ at: 86_400_000, after: 7 }]);
  });

  it('answers JSON, as integrator.io gets it', async () => {
    expect(await call('count')).toEqual({ total: null });
    expect(await call('nothing')).toBeNull();
  });

  it("keeps a function's changes to its options from the test", async () => {
    const data = [{ sku: 'x' }];
    expect(await call('changes', { data })).toEqual([{ sku: 'changed' }]);
    expect(data).toEqual([{ sku: 'x' }]);
  });

  it('calls functions of groups on their group, by their path in the module', async () => {
    expect(await call('installer.connect')).toEqual({ success: true, steps: ['connect'] });
    expect(await call('hooks.trim all')).toBe('trimmed');
    expect(await call('hooks.keep')).toBe('of the group');
  });

  it('lists the functions if the name is unknown', async () => {
    await expect(call('trm' as never)).rejects.toThrow(
      /^trm: no such function in the module; it has echo, keep, .*installer\.connect/,
    );
    await expect(call('connect' as never)).rejects.toThrow(/; did you mean installer\.connect\?$/);
    const empty = createHarness({ diy: {} });
    await expect(empty.call('any' as never)).rejects.toThrow('it has none');
  });

  it('has the Lambda handler, for middlewares and other calls', async () => {
    const context = { clientContext: { diy: true, function: 'echo' } } as never;
    await expect(handler({ by: 'hand' }, context)).resolves.toEqual({ by: 'hand' });

    const harness = createHarness(module);
    harness.handler.after((request) => {
      request.response = { wrapped: request.response };
    });
    expect(await harness.call('echo', { x: 1 })).toEqual({ wrapped: { x: 1 } });
  });
});

describe('a call that fails', () => {
  it('has function, code and message in its message, and the thrown error as its cause', async () => {
    const { message, code, problems, cause } = await failure(call('refuses'));
    expect(message).toBe('refuses: order_not_found: No such order: 17');
    expect({ code, problems }).toEqual({
      code: 'order_not_found',
      problems: [{ message: 'No such order: 17', code: 'order_not_found' }],
    });
    expect(cause).toMatchObject({ message: 'No such order: 17', stack: expect.stringContaining('harness.test.ts') });
  });

  it('has an ExtensionError of the function as its cause', async () => {
    const { cause } = await failure(call('refusesTwice'));
    expect(cause).toMatchObject({ name: 'ExtensionError', stack: expect.stringContaining('harness.test.ts') });
  });

  it('names every problem', async () => {
    expect((await failure(call('refusesTwice'))).message).toBe('refusesTwice: no_stock: No stock.; Nor a supplier.');
  });

  it('has a called back text as its message', async () => {
    expect((await failure(call('callsBackText'))).message).toBe('callsBackText: Error: out of stock');
  });

  it('names the broken rule of the contract', async () => {
    const { message, code } = await failure(call('short', { data: [{}, {}, {}] }));
    expect(message).toBe('short: invalid_response: preMap response: 1 element for 3 in options.data');
    expect(code).toBe('invalid_response');
  });

  it('names the place in the options', async () => {
    expect((await failure(call('keep', { data: 7 } as never))).message).toBe(
      'keep: invalid_options: options.data: expected array, received number',
    );
  });

  it('names the place and the type of a value that is not JSON data', async () => {
    const { message, refused } = await failure(call('dated'));
    expect(message).toBe(
      'dated: invalid_extension_response: Extension response is not serializable. (response.data[0].at: an instance of Date; did you mean date.toISOString()?)',
    );
    expect(refused).toEqual({ path: 'response.data[0].at', found: 'an instance of Date' });
  });

  it('says that a response is larger than the call allows', async () => {
    const { code } = await failure(call('echo', { text: 'x'.repeat(100) }, { maxResponseSize: 50 }));
    expect(code).toBe('response_size_exceeded');
  });

  it("has a middleware's error, too", async () => {
    const harness = createHarness(module);
    harness.handler.before(() => {
      throw new TypeError('no database');
    });
    const { message, cause } = await failure(harness.call('echo'));
    expect(message).toBe('echo: TypeError: no database');
    expect(cause).toBeInstanceOf(TypeError);
  });
});

describe('the log of a harness', () => {
  it("has the functions' lines with their levels, and none of their secrets", async () => {
    await call('logs');
    const own = logs.find(({ message }) => message === 'stock is low');
    expect(own).toMatchObject({ level: 'warn', left: 3, password: '[redacted]', function: 'logs' });
  });

  it('has the host’s own lines, and can be emptied', async () => {
    logs.length = 0;
    await call('echo');
    await failure(call('refuses'));
    expect(logs.map(({ level, message }) => [level, message])).toEqual([
      ['info', 'call answered'],
      ['error', 'call failed'],
    ]);
  });
});

describe('a harness of a configuration', () => {
  const connectors = { one: { who: () => 'one' }, two: { hooks: { who: () => 'two' } } };

  it('calls the named connector', async () => {
    expect(await createHarness({ connectors }, { connector: 'one' }).call('who')).toBe('one');
    expect(await createHarness({ connectors }, { connector: 'two' }).call('hooks.who')).toBe('two');
  });

  it('needs no name for the only one', async () => {
    const harness = createHarness({ connectors: { one: connectors.one } });
    expect(await harness.call('who')).toBe('one');
    expect(harness.logs[0]).toMatchObject({ _connectorId: 'one' });
  });

  it.each([
    [undefined, 'connectors: found one, two, expected one to be named as `connector`'],
    ['three', 'connectors: found one, two, expected three'],
    ['constructor', 'connectors: found one, two, expected constructor'],
  ])('refuses several for the connector %s', (connector, message) => {
    expect(() => createHarness({ connectors } as never, { connector } as never)).toThrow(message);
  });

  it('keeps the rest of the configuration', async () => {
    const diy = { left: (_: OptionsOf<'utility'>, __: unknown, { remainingTime }: Context) => remainingTime() };
    // The margin is for what surrounds a call on Lambda; here nothing does.
    expect(await createHarness({ diy, deadlineMargin: 1_000 }).call('left')).toBe(300_000);
  });
});

function orderWith(fields: Partial<{ quantity: number; sku: string }>) {
  return { id: 1, customer: 'A', sku: 'x', quantity: 1, total: 1, status: 'open', updatedAt: '', ...fields } as never;
}

describe('a flow in a test', () => {
  const { write } = createFolder();
  const file = write(
    'orders.flow.yaml',
    `name: orders
extension: { module: not-there.ts }
export: { records: [{ id: 1, sku: ' a ' }, { id: 2, sku: 'b' }] }
import: { echo: true, hooks: { preMap: trim } }
`,
  );

  it('runs with the functions of the harness, whose lines are in its logs', async () => {
    const trim = define.preMap<{ id: number; sku: string }>(({ data }, _callback, { log }) => {
      log.info('trimming', { records: data.length });
      console.warn('by the console');
      return data.map((order) => ({ data: { ...order, sku: order.sku.trim() } }));
    });
    const harness = createHarness({ trim });
    const report = await harness.flow(file);
    expect(report).toMatchObject({ ending: 'done', totals: { exported: 2, imported: 2 }, breaches: [] });
    expect(report.journey[0]?.stages.at(-2)).toMatchObject({ name: 'preMap', output: { id: 1, sku: 'a' } });
    expect(harness.logs.map(({ message }) => message)).toEqual(expect.arrayContaining(['trimming', 'by the console']));
  });

  it('is held to the functions of the harness', async () => {
    await expect(createHarness({ trin: () => [] }).flow(file)).rejects.toMatchObject({
      problems: [{ path: 'import.hooks.preMap', message: expect.stringContaining('did you mean trin?') }],
    });
  });

  it('runs a connector, too', async () => {
    const hooks = { trim: define.preMap(({ data }) => data.map((order) => ({ data: order }))) };
    const grouped = write(
      'grouped.flow.yaml',
      `name: orders
extension: { module: not-there.ts, generation: '1.0', connector: '5f' }
export: { records: [{ id: 1 }] }
import: { echo: true, hooks: { preMap: trim } }
`,
    );
    const harness = createHarness({ connectors: { '5f': { hooks } } }, { connector: '5f' });
    expect(await harness.flow(grouped)).toMatchObject({ ending: 'done', totals: { imported: 1 } });
  });
});

describe('a fake of the platform', () => {
  it('is reached by each call with a token of its own, which ends with the call', async () => {
    const platform = await createFakePlatform();
    const tokens: string[] = [];
    const countRuns = define.utility(async (options: OptionsOf<'utility'>) => {
      tokens.push(String(options.bearerToken));
      const client = createPlatform({ options, baseUrl: String(process.env.INTEGRATOR_IO_API) });
      await client.state.put('runs', tokens.length);
      return { runs: tokens.length };
    });
    const { call } = createHarness({ countRuns }, { platform });
    expect(await call('countRuns')).toEqual({ runs: 1 });
    expect(await call('countRuns')).toEqual({ runs: 2 });
    expect(platform.state.get('runs')).toBe(2);
    expect(new Set(tokens).size).toBe(2);
    const late = createPlatform({ options: { bearerToken: String(tokens[0]) }, baseUrl: platform.url });
    await expect(late.state.get('runs')).rejects.toThrow();
    await expect(call('countRuns', { bearerToken: 'own' })).rejects.toThrow();
    expect(await createHarness({ echo: (given: unknown) => given }, { platform }).call('echo', [1])).toEqual([1]);
    delete process.env.INTEGRATOR_IO_API;
    await platform.close();
  });
});
