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
      { installerFunction: 'disconnectShop', completed: false, isCurrentStep: true },
      { installerFunction: 'confirm', completed: false, isCurrentStep: false },
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
