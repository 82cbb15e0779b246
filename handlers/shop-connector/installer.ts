import { type Callback, type Context, define, type OptionsOf, type ResponseOf } from 'integrator-extension-lambda';
import { makeFlow, openAccount } from './documents.ts';
import { checkLicense } from './license.ts';
import { createSettings } from './settings-form.ts';
import { Steps } from './steps.ts';

/** The version of the connector, to which its update brings an integration. */
const VERSION = '2.0.0';

/** Functions as methods: `this` is the installer, and shared functions are inherited. */
export class Installer extends Steps {
  /** Runs when a user begins to install the connector. */
  beginInstall({ opts }: OptionsOf<'connectorInstaller'>, callback: Callback<unknown>) {
    checkLicense(opts);
    callback();
  }

  /** The function of the first step; each further step has one of its own. */
  connectShop(_options: OptionsOf<'integrationInstaller'>, callback: Callback<ResponseOf<'integrationInstaller'>>) {
    callback(undefined, this.complete('connectShop'));
  }

  /** The function of the second step: saves the settings, and makes the flow with the connection of the first step. */
  async chooseSettings(
    options: OptionsOf<'integrationInstaller'>,
    _callback: Callback<ResponseOf<'integrationInstaller'>>,
    context: Context,
  ): Promise<ResponseOf<'integrationInstaller'>> {
    const account = await openAccount(options, context);
    if (account) {
      const { platform, integration } = account;
      const { currency } = Object(options.opts?.formVal);
      await platform.integrations.update({ ...integration, settings: createSettings(currency) });
      await makeFlow(account, findConnection(integration));
    }
    return this.complete('chooseSettings');
  }

  /** Runs when a new version of the connector reaches an integration. The function itself ends the update. */
  async updateIntegration(options: OptionsOf<'connectorUpdate'>, _callback: Callback<unknown>, context: Context) {
    checkLicense(options.opts);
    const account = await openAccount(options, context);
    if (!account) return;
    const { platform, integration } = account;
    await platform.integrations.update({ ...integration, version: VERSION, updateInProgress: false });
  }
}

/** Finds the connection that the user has chosen in the first step. */
function findConnection({ install }: Readonly<Record<string, unknown>>): string {
  const steps = Array.isArray(install) ? install : [];
  const { _connectionId } = Object(steps.find((step) => Object(step).installerFunction === 'connectShop'));
  if (typeof _connectionId !== 'string') throw new Error('Please connect the shop first.');
  return _connectionId;
}

// Methods of a class are defined beside it: the class stays unchanged.
define.connectorInstaller(Installer.prototype.beginInstall);
define.integrationInstaller(Installer.prototype.connectShop);
define.integrationInstaller(Installer.prototype.chooseSettings);
define.connectorUpdate(Installer.prototype.updateIntegration);
