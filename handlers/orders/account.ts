import type { OptionsOf } from 'integrator-extension-lambda';
import type { Platform, Resource, Resources } from 'integrator-extension-lambda/platform-api';

/** The account of a step, with the integration that is installed or uninstalled. */
export interface OrdersAccount {
  readonly platform: Platform;
  readonly _integrationId: string;
}

/** Opens the account at INTEGRATOR_IO_API; resolves to undefined without that variable. */
export async function openAccount(options: OptionsOf<'step'>, signal: AbortSignal): Promise<OrdersAccount | undefined> {
  const baseUrl = process.env.INTEGRATOR_IO_API;
  if (!baseUrl) return undefined;
  // Only these steps load the client: it is larger than the rest of the extension.
  const { createPlatform } = await import('integrator-extension-lambda/platform-api');
  const { _id } = options.resource as Resource;
  return { platform: createPlatform({ options, baseUrl, signal }), _integrationId: String(_id) };
}

/** Saves the currency in the settings of the integration, and keeps its other settings. */
export async function saveCurrency({ platform, _integrationId }: OrdersAccount, currency: string): Promise<void> {
  const integration = await platform.integrations.get(_integrationId);
  const settings = { ...Object(integration?.settings), currency };
  await platform.integrations.update({ ...integration, _id: _integrationId, settings });
}

/** Makes the flow of the orders, with its export and import. What exists already stays: steps may be repeated. */
export async function makeFlow({ platform, _integrationId }: OrdersAccount, _connectionId: string): Promise<void> {
  const common = { _integrationId, _connectionId };
  const source = await ensure(platform.exports, {
    ...common,
    name: 'Export orders',
    adaptorType: 'WrapperExport',
    wrapper: { function: 'exportOrders' },
  });
  const target = await ensure(platform.imports, {
    ...common,
    name: 'Import orders',
    adaptorType: 'WrapperImport',
    wrapper: { function: 'importOrders' },
  });
  await ensure(platform.flows, {
    _integrationId,
    name: 'Orders',
    pageGenerators: [{ _exportId: source._id }],
    pageProcessors: [{ type: 'import', _importId: target._id }],
  });
}

/** Deletes the flow, and then what it was made of: a document that another one names can't be deleted. */
export async function removeFlow({ platform, _integrationId }: OrdersAccount): Promise<void> {
  for (const resources of [platform.flows, platform.exports, platform.imports]) {
    for (const { _id } of await resources.find({ _integrationId })) if (_id) await resources.delete(_id);
  }
}

async function ensure(resources: Resources, document: Resource): Promise<Resource> {
  const { _integrationId, name } = document;
  const [found] = await resources.find({ _integrationId: String(_integrationId), name });
  return found ?? resources.create(document);
}
