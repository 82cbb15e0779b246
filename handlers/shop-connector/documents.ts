import type { Context } from 'integrator-extension-lambda';
import type { Platform, Resource, Resources } from 'integrator-extension-lambda/platform-api';

/** The options of the connector's installer and uninstaller functions, as far as they are needed here. */
interface Installation {
  readonly bearerToken: string;
  readonly _integrationId: string;
}

/** The account of a call, with its integration. */
export interface InstalledAccount {
  readonly platform: Platform;
  readonly integration: Resource & { readonly _id: string };
}

/** Opens the account at INTEGRATOR_IO_API; resolves to undefined without that variable. */
export async function openAccount(options: Installation, { signal }: Context): Promise<InstalledAccount | undefined> {
  const baseUrl = process.env.INTEGRATOR_IO_API;
  if (!baseUrl) return undefined;
  const { createPlatform } = await import('integrator-extension-lambda/platform-api');
  const platform = createPlatform({ options, baseUrl, signal });
  const integration = await platform.integrations.get(options._integrationId);
  if (!integration) throw new Error(`There is no integration ${options._integrationId}.`);
  return { platform, integration: { ...integration, _id: options._integrationId } };
}

/** Makes the flow of the orders, with its export and import. What exists already stays: steps may be repeated. */
export async function makeFlow({ platform, integration }: InstalledAccount, _connectionId: string): Promise<void> {
  const common = { _integrationId: integration._id, _connectionId };
  const wrapper = (name: string) => ({ adaptorType: 'WrapperExport', wrapper: { function: name } });
  const source = await ensure(platform.exports, { ...common, name: 'Get orders', ...wrapper('fetchOrders') });
  const target = await ensure(platform.imports, {
    ...common,
    name: 'Send orders',
    ...wrapper('sendOrders'),
    adaptorType: 'WrapperImport',
  });
  await ensure(platform.flows, {
    _integrationId: integration._id,
    name: 'Orders',
    pageGenerators: [{ _exportId: source._id }],
    pageProcessors: [{ type: 'import', _importId: target._id }],
  });
}

/** Deletes the flow, and then what it was made of: a document that another one names can't be deleted. */
export async function removeFlow({ platform, integration }: InstalledAccount): Promise<void> {
  for (const resources of [platform.flows, platform.exports, platform.imports]) {
    for (const { _id } of await resources.find({ _integrationId: integration._id })) {
      if (_id) await resources.delete(_id);
    }
  }
}

async function ensure(resources: Resources, document: Resource): Promise<Resource> {
  const { _integrationId, name } = document;
  const [found] = await resources.find({ _integrationId: String(_integrationId), name });
  return found ?? resources.create(document);
}
