import { describe, expect, it } from 'vitest';
import { call, lines } from './samples.ts';

const logged = async (run: () => Promise<unknown>) => {
  lines.length = 0;
  await run();
  return lines.map(({ message }) => message);
};

describe('formInit', () => {
  it('fills the form with saved values, and keeps its fields', async () => {
    const form = { fieldMap: { note: { id: 'note' } }, layout: {} };
    const resource = { settings: { currency: 'USD', taxRate: 7 }, settingsForm: { form } };
    expect(await call('formInit', { resource })).toMatchObject({
      layout: {},
      fieldMap: { note: { id: 'note' }, currency: { defaultValue: 'USD' }, taxRate: { defaultValue: 7 } },
    });
  });

  it('makes a form without one', async () => {
    const { fieldMap } = await call('formInit', { resource: {} });
    expect(fieldMap).toMatchObject({ currency: { defaultValue: 'EUR' }, taxRate: { defaultValue: 20 } });
  });
});

describe('formInit of a child', () => {
  it('begins with the values of its parents', async () => {
    const grandparentResource = { settings: { currency: 'USD', taxRate: 7 } };
    const parentResource = { settings: { currency: 'GBP' } };
    const { fieldMap } = await call('formInit', { resource: {}, parentResource, grandparentResource });
    expect(fieldMap).toMatchObject({ currency: { defaultValue: 'GBP' }, taxRate: { defaultValue: 7 } });
  });

  it('has no tax in the starter edition', async () => {
    const { fieldMap } = await call('formInit', { resource: {}, license: { edition: 'starter' } });
    expect(Object.keys(fieldMap)).toEqual(['currency']);
  });
});

describe('preSave', () => {
  it('trims the name and keeps everything else', async () => {
    expect(await call('preSave', { newResource: { name: ' Orders ', version: '1.0.0' } })).toEqual({
      name: 'Orders',
      version: '1.0.0',
    });
  });

  it.each([{}, { name: '  ' }])('refuses %j', async (newResource) => {
    await expect(call('preSave', { newResource })).rejects.toMatchObject({ message: 'Please give it a name.' });
  });
});

describe('step', () => {
  it('accepts a known currency, and logs the step', async () => {
    const step = () => call('step', { resource: {}, formSubmission: { currency: 'GBP' } });
    expect(await logged(step)).toContain('step done');
  });

  it('accepts a step without a form', async () => {
    expect(await logged(() => call('step', { resource: {}, _connectionId: 'shop' }))).toContain('step done');
  });

  it('refuses any other currency', async () => {
    await expect(call('step', { resource: {}, formSubmission: { currency: 'XXX' } })).rejects.toMatchObject({
      message: "Orders can't be in XXX: choose one of EUR, GBP, USD.",
    });
  });
});

describe('initChild', () => {
  it('names the child after its parent and begins with its connection', async () => {
    expect(await call('initChild', { parentIntegration: { name: 'Orders' } })).toEqual({
      name: 'Orders: new shop',
      installSteps: [{ name: 'Connect the shop', type: 'connection' }],
    });
  });
});

describe('update', () => {
  const warning = 'this integration has yet to choose a currency';

  it('warns of an integration without a currency', async () => {
    expect(await logged(() => call('update', { resource: { version: '1.0.0' } }))).toContain(warning);
  });

  it('accepts an integration with one', async () => {
    const resource = { settings: { currency: 'EUR' } };
    expect(await logged(() => call('update', { resource }))).not.toContain(warning);
  });
});

describe('changeEdition', () => {
  it('accepts a known edition and refuses any other', async () => {
    await expect(call('changeEdition', { integration: {}, toEdition: 'premium' })).resolves.toBeNull();
    await expect(call('changeEdition', { integration: {}, toEdition: 'gold' })).rejects.toMatchObject({
      message: 'There is no edition gold.',
    });
  });
});
