import type { ProjectOptions } from './flavour.ts';
import { CONNECTOR_ID } from './functions.ts';

/** The path of the app file of a project. */
export const APP = 'app.yaml';

/** The groups of a grouped module that hold the functions of the app's life: one file each. */
export const APP_GROUPS = ['installer', 'uninstaller'];

/** The files of a connector's life: the app file, and the functions that install and uninstall it. */
export function appFiles(flavour: ProjectOptions): [string, string][] {
  const { kind, language, generation } = flavour;
  if (kind === 'diy') return [];
  const types = language === 'ts' ? TYPES : NO_TYPES;
  const account = `./account.${language}`;
  const files = {
    account: writeAccount(types),
    ...(generation === '2.0'
      ? { installer: writeSteps(account) }
      : { installer: writeInstaller(account), uninstaller: writeUninstaller(account) }),
  };
  const code = Object.entries(files).map(([name, text]): [string, string] => [`src/${name}.${language}`, text]);
  return [[APP, writeApp(flavour)], ...code];
}

function writeApp({ language, generation }: ProjectOptions): string {
  const isGrouped = generation === '1.0';
  const connect = `    - name: Connect the shop
      type: connection
      ${isGrouped ? 'installerFunction: connectShop' : 'function: installStep'}
      connection:
        type: wrapper
        encrypted:
          password: { env: SHOP_PASSWORD, default: sample }
`;
  const rest = isGrouped
    ? `    - name: Make the flow
      installerFunction: createFlow
      uninstallerFunction: deleteFlow
`
    : `  uninstallSteps:
    - name: Delete the flow
      function: uninstallStep
`;
  return `# yaml-language-server: $schema=./node_modules/integrator-extension-lambda/docs/app.schema.json
app:
  name: Orders
  module: src/index.${language}${isGrouped ? "\n  generation: '1.0'" : ''}
  _connectorId: '${CONNECTOR_ID}'
  installSteps:
${connect}${rest}`;
}

/** The parts of the code that only TypeScript has. */
const TYPES = {
  imports: ', type Platform, type Resource, type Resources',
  account: `
/** The options of a call, as far as they open its account. */
interface Call {
  readonly bearerToken: string;
}

/** The account of a call, and the integration in it. */
export interface Account {
  readonly platform: Platform;
  readonly _integrationId: string;
}
`,
  options: ': Call',
  unknown: ': unknown',
  signal: ': AbortSignal',
  opened: ': Account',
  text: ': string',
  nothing: ': Promise<void>',
  resources: ': Resources',
  resource: ': Resource',
};

const NO_TYPES = Object.fromEntries(Object.keys(TYPES).map((key) => [key, ''])) as typeof TYPES;

function writeAccount(types: typeof TYPES): string {
  const { opened, text, nothing, resource } = types;
  return `import { createPlatform${types.imports} } from 'integrator-extension-lambda/platform-api';
${types.account}
/** Opens the account of a call. Simulations set INTEGRATOR_IO_API; without it this is integrator.io. */
export function openAccount(options${types.options}, _integrationId${types.unknown}, signal${types.signal})${opened} {
  const baseUrl = process.env.INTEGRATOR_IO_API;
  return { platform: createPlatform({ options, baseUrl, signal }), _integrationId: String(_integrationId) };
}

/** Makes the flow of the orders, with its export and import. What exists already stays: a step may be repeated. */
export async function makeFlow({ platform, _integrationId }${opened}, _connectionId${text})${nothing} {
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
export async function removeFlow({ platform, _integrationId }${opened})${nothing} {
  for (const resources of [platform.flows, platform.exports, platform.imports]) {
    for (const { _id } of await resources.find({ _integrationId })) if (_id) await resources.delete(_id);
  }
}

async function ensure(resources${types.resources}, document${resource})${types.resource && ': Promise<Resource>'} {
  const [found] = await resources.find({ _integrationId: String(document._integrationId), name: document.name });
  return found ?? resources.create(document);
}
`;
}

function writeSteps(account: string): string {
  return `import { define } from 'integrator-extension-lambda';
import { makeFlow, openAccount, removeFlow } from '${account}';

/** A step of the installation: makes the flow with the connection that the customer has chosen. */
export const installStep = define.step(async (options, _callback, { signal }) => {
  const { _connectionId, resource } = options;
  if (_connectionId === undefined) throw new Error('Please choose a connection.');
  await makeFlow(openAccount(options, resource._id, signal), _connectionId);
});

/** A step of the uninstallation: what installStep has made, it deletes. */
export const uninstallStep = define.step(async (options, _callback, { signal }) => {
  await removeFlow(openAccount(options, options.resource._id, signal));
});
`;
}

function writeInstaller(account: string): string {
  return `import { define } from 'integrator-extension-lambda';
import { makeFlow, openAccount } from '${account}';

/** The function of the first step: integrator.io has saved the connection that the customer has chosen. */
export const connectShop = define.integrationInstaller(async () => ({
  success: true,
  stepsToUpdate: [
    { installerFunction: 'connectShop', completed: true, isCurrentStep: false },
    { installerFunction: 'createFlow', completed: false, isCurrentStep: true },
  ],
}));

/** The function of the second step: makes the flow with that connection. */
export const createFlow = define.integrationInstaller(async (options, _callback, { signal }) => {
  const account = openAccount(options, options._integrationId, signal);
  const integration = await account.platform.integrations.get(options._integrationId);
  const steps = Array.isArray(integration?.install) ? integration.install : [];
  const { _connectionId } = Object(steps.find((step) => step.installerFunction === 'connectShop'));
  if (typeof _connectionId !== 'string') throw new Error('Please connect the shop first.');
  await makeFlow(account, _connectionId);
  return {
    success: true,
    stepsToUpdate: [{ installerFunction: 'createFlow', completed: true, isCurrentStep: false }],
  };
});
`;
}

function writeUninstaller(account: string): string {
  return `import { define } from 'integrator-extension-lambda';
import { openAccount, removeFlow } from '${account}';

/** The function that undoes createFlow: what that has made, it deletes. */
export const deleteFlow = define.integrationUninstaller(async (options, _callback, { signal }) => {
  await removeFlow(openAccount(options, options._integrationId, signal));
  return {
    success: true,
    stepsToUpdate: [{ uninstallerFunction: 'deleteFlow', completed: true, isCurrentStep: false }],
  };
});
`;
}
