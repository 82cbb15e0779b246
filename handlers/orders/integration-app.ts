import { define } from 'integrator-extension-lambda';
import { makeFlow, openAccount, removeFlow, saveCurrency } from './account.ts';
import type { OrderSettings } from './order.ts';

const CURRENCIES = ['EUR', 'GBP', 'USD'];
const EDITIONS = ['starter', 'standard', 'premium'];

interface Resource {
  name?: string;
  version?: string;
  settings?: OrderSettings;
  settingsForm?: { form?: { fieldMap?: object } };
}

interface Types {
  resource: Resource;
  parentResource: Resource;
  license: { edition?: string };
}

/**
 * formInit: adds the fields of the orders to the integration's form, filled with the saved values. A new one begins with
 * the values of its parents. The starter edition has no tax of its own.
 */
export const fillForm = define.formInit<never, Types>((options) => {
  const { resource, parentResource, grandparentResource, license } = options;
  const form = resource.settingsForm?.form;
  const settings = { ...grandparentResource?.settings, ...parentResource?.settings, ...resource.settings };
  const { currency, taxRate } = fieldsFor(settings);
  const fields = license?.edition === 'starter' ? { currency } : { currency, taxRate };
  return { ...form, fieldMap: { ...form?.fieldMap, ...fields } };
});

function fieldsFor({ currency = 'EUR', taxRate = 20 }: OrderSettings = {}) {
  return {
    currency: {
      id: 'currency',
      name: 'currency',
      label: 'Currency',
      type: 'select',
      options: [{ items: CURRENCIES }],
      defaultValue: currency,
    },
    taxRate: {
      id: 'taxRate',
      name: 'taxRate',
      label: 'Tax in per cent',
      type: 'text',
      inputType: 'number',
      defaultValue: taxRate,
    },
  };
}

/** preSave: trims the name, and refuses a resource without one. */
export const checkResource = define.preSave(async ({ newResource }) => {
  const name = String(newResource.name ?? '').trim();
  if (!name) throw new Error('Please give it a name.');
  return { ...newResource, name };
});

/** step: checks and saves the filled form, or makes the flow with the chosen connection. */
export const installStep = define.step(async (options, _callback, { log, signal }) => {
  const { currency } = (options.formSubmission ?? {}) as OrderSettings;
  if (currency !== undefined && !CURRENCIES.includes(currency)) {
    throw new Error(`Orders can't be in ${currency}: choose one of ${CURRENCIES.join(', ')}.`);
  }
  const account = await openAccount(options, signal);
  if (account && currency !== undefined) await saveCurrency(account, currency);
  if (account && options._connectionId !== undefined) await makeFlow(account, options._connectionId);
  log.info('step done', { currency, chosen: options._connectionId });
});

/** step of the uninstallation: deletes what installStep has made. */
export const uninstallStep = define.step(async (options, _callback, { signal }) => {
  const account = await openAccount(options, signal);
  if (account) await removeFlow(account);
});

/** initChild: creates one child integration for each shop, connected when it is installed. */
export const createChild = define.initChild(({ parentIntegration }) => ({
  name: `${parentIntegration.name}: new shop`,
  installSteps: [{ name: 'Connect the shop', type: 'connection' }],
}));

/** update: from version 2 on, the settings have a currency. */
export const updateIntegration = define.update(async ({ resource }, _callback, { log }) => {
  const { version, settings } = resource as Resource;
  if (!settings?.currency) log.warn('this integration has yet to choose a currency', { version });
});

/** changeEdition: changes a license to an existing edition only. */
export const changeEdition = define.changeEdition(({ toEdition }) => {
  if (!EDITIONS.includes(String(toEdition))) throw new Error(`There is no edition ${toEdition}.`);
});
