import { type Callback, define, type OptionsOf, type ResponseOf } from 'integrator-extension-lambda';
import { checkLicense } from './license.ts';
import { Steps } from './steps.ts';

/** Functions as methods: `this` is the installer, and shared functions are inherited. */
export class Installer extends Steps {
  /** Runs when a user begins to install the connector. */
  beginInstall({ opts }: OptionsOf<'connectorInstaller'>, callback: Callback<unknown>) {
    checkLicense(opts);
    callback();
  }

  /** The function of the first step; each further step would have one of its own. */
  connectShop(_options: OptionsOf<'integrationInstaller'>, callback: Callback<ResponseOf<'integrationInstaller'>>) {
    callback(undefined, this.complete('connectShop'));
  }

  /** Runs when a new version of the connector reaches an integration. */
  async updateIntegration({ opts }: OptionsOf<'connectorUpdate'>) {
    checkLicense(opts);
  }
}

// Methods of a class are defined beside it: the class stays unchanged.
define.connectorInstaller(Installer.prototype.beginInstall);
define.integrationInstaller(Installer.prototype.connectShop);
define.connectorUpdate(Installer.prototype.updateIntegration);
