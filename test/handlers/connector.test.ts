import { describe, expect, it } from 'vitest';
import { call, callAt, functions, lines } from './samples.ts';

const installation = { _integrationId: 'integration', opts: { connectorLicense: { edition: 'standard' } } };
const unlicensed = { _integrationId: 'integration', opts: { connectorLicense: { edition: 'gold' } } };

const functionAt = (name: string) => {
  const found = functions.find((one) => one.name === name);
  if (!found) throw new Error(`There is no function ${name}.`);
  return found;
};

describe('the installer', () => {
  it.each(['connectorInstaller', 'connectorUpdate', 'connectorChangeEdition'] as const)(
    '(%s) accepts an edition of the connector and refuses any other',
    async (kind) => {
      await expect(call(kind, installation)).resolves.toBeNull();
      await expect(call(kind, unlicensed)).rejects.toMatchObject({
        message: 'The license is of edition gold; the connector has starter, standard, premium.',
      });
    },
  );

  it('completes its first step and goes on to the next', async () => {
    expect(await call('integrationInstaller', installation)).toEqual({
      success: true,
      stepsToUpdate: [
        { installerFunction: 'connectShop', completed: true, isCurrentStep: false },
        { installerFunction: 'chooseSettings', completed: false, isCurrentStep: true },
      ],
    });
  });
});

describe('the uninstaller', () => {
  it('begins with its own first step', async () => {
    const { stepsToUpdate } = await call('preUninstall', installation);
    expect(stepsToUpdate).toMatchObject([
      { uninstallerFunction: 'removeFlow', completed: false, isCurrentStep: true },
      { uninstallerFunction: 'disconnectShop', completed: false, isCurrentStep: false },
    ]);
  });

  it('completes its first step', async () => {
    const { stepsToUpdate } = await call('integrationUninstaller', installation);
    expect(stepsToUpdate?.map(({ completed }) => completed)).toEqual([true, false]);
  });

  it('logs the end, and nothing of the license except that there was one', async () => {
    lines.length = 0;
    await call('connectorUninstaller', installation);
    const line = lines.find(({ message }) => message === 'the connector has been uninstalled');
    expect(line).toMatchObject({ hadLicense: true, _integrationId: 'integration' });
    expect(JSON.stringify(line)).not.toContain('standard');
  });
});

describe('the settings', () => {
  it('save a known currency, and other fields as they are', async () => {
    const pending = { currency: 'GBP', note: 'x' };
    expect(await call('persistSettings', { ...installation, pending })).toEqual({ success: true, pending });
    expect(await call('persistSettings', { ...installation, pending: {} })).toEqual({ success: true, pending: {} });
  });

  it('refuse any other currency', async () => {
    await expect(call('persistSettings', { ...installation, pending: { currency: 'XXX' } })).rejects.toMatchObject({
      message: "Orders can't be in XXX: choose one of EUR, GBP, USD.",
    });
  });

  it('offer the currencies again for the requested field', async () => {
    const opts = { fieldName: 'currency', options: ['DEM'] };
    expect(await call('refreshMetadata', { ...installation, opts })).toEqual({
      fieldName: 'currency',
      options: ['EUR', 'GBP', 'USD'],
    });
  });

  it('keep the mapping of the external id as it is', async () => {
    expect(await call('getMappingMetadata', installation)).toMatchObject({
      'orders-import': [{ nonEditableGenerateFields: ['externalId'] }, { generateList: 'items' }],
    });
  });
});

describe('the connector’s other functions', () => {
  it('count different orders as a utility, and take none for zero', async () => {
    expect(await call('utility', { orders: [1001, 1002, 1001] })).toEqual({ found: 2 });
    expect(await call('utility', {})).toEqual({ found: 0 });
  });

  it('run as a hook and as a wrapper without a mark, with any options', async () => {
    const noted = await callAt(functionAt('noteSource'), { data: [{ id: 1 }], _connectionId: 'shop', pageIndex: 'x' });
    expect(noted).toEqual({ data: [{ id: 1, source: 'shop' }], errors: [] });

    const ping = functionAt('pingShop');
    expect(await callAt(ping, { connection: { encrypted: { password: 'secret' } } })).toEqual({ statusCode: 200 });
    expect(await callAt(ping, { connection: {} })).toMatchObject({
      statusCode: 401,
      errors: [{ code: 'no_password' }],
    });
  });
});

describe('the flow of the connector', () => {
  const run = (name: string, options: object) => callAt(functionAt(name), options);
  const data = [
    { id: 1001, warehouse: 'main' },
    { id: 1002, warehouse: 'north' },
  ];

  it('shows five orders in a preview', async () => {
    const many = Array.from({ length: 9 }, (_, id) => ({ id }));
    expect(await run('noteSource', { data: many, preview: true })).toMatchObject({ data: { length: 5 } });
    expect(await run('noteSource', { data: many, preview: false })).toMatchObject({ data: { length: 9 } });
  });

  it('ignores orders of another warehouse than the configured one', async () => {
    expect(await run('chooseWarehouse', { data, configuration: { warehouse: 'north' } })).toEqual([
      {},
      { data: data[1] },
    ]);
    expect(await run('chooseWarehouse', { data })).toEqual(data.map((order) => ({ data: order })));
  });

  it('adds the configured warehouse to mapped orders', async () => {
    const postMapData = [{ externalId: 'a' }];
    expect(await run('addWarehouse', { preMapData: data, postMapData, configuration: { warehouse: 'north' } })).toEqual(
      [{ data: { externalId: 'a', warehouse: 'north' } }],
    );
  });

  it('names the order in errors', async () => {
    const errors = [{ code: 'x', message: 'refused', source: 'shop' }];
    const responseData = [{ statusCode: 200 }, { statusCode: 422, errors }];
    expect(await run('nameOrders', { preMapData: data, postMapData: data, responseData })).toMatchObject([
      { errors: [] },
      { errors: [{ message: 'Order 1002: refused' }] },
    ]);
  });

  it('fails if the file did not arrive', async () => {
    expect(await run('checkTransfer', { postAggregateData: { success: true } })).toBeNull();
    await expect(
      run('checkTransfer', { postAggregateData: { success: false, message: 'disk full' } }),
    ).rejects.toMatchObject({
      message: 'disk full',
    });
  });

  it('exports its orders page by page, and imports what it does not have', async () => {
    const connection = { encrypted: { password: 'p' } };
    const first = await run('fetchOrders', { connection, configuration: { pageSize: 2 } });
    expect(first).toMatchObject({ data: { length: 2 }, lastPage: false, state: { start: 2 } });
    expect(await run('fetchOrders', { connection, state: { start: 2 } })).toMatchObject({ lastPage: true });
    expect(
      await run('sendOrders', { connection, preMapData: data, postMapData: [{ id: 1001 }, { id: 9 }] }),
    ).toMatchObject([
      { statusCode: 200, ignored: true },
      { statusCode: 200, ignored: false },
    ]);
  });

  it('needs a currency in the mapping from version 2 on', async () => {
    const fields = async (version: string) => {
      const rules = (await call('getMappingMetadata', { ...installation, version })) as Record<string, object[]>;
      return rules['orders-import']?.[0];
    };
    expect(await fields('2.1.0')).toMatchObject({ requiredGenerateFields: ['externalId', 'customer', 'currency'] });
    expect(await fields('1.9.0')).toMatchObject({ requiredGenerateFields: ['externalId', 'customer'] });
  });
});
