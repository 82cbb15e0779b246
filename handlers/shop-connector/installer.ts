import { type Callback, define, type OptionsOf, type ResponseOf } from 'integrator-extension-lambda';
import { checkLicense } from './license.ts';
import { Steps } from './steps.ts';

/** Functions as methods: `this` is the installer, and what they share is inherited. */
export class Installer extends Steps {
  /** When a user begins to install the connector. */
  beginInstall({ opts }: OptionsOf<'connectorInstaller'>, callback: Callback<unknown>) {
    checkLicense(opts);
    callback();
  }

  /** The function of the first step; each further step would have one of its own. */
  connectShop(_options: OptionsOf<'integrationInstaller'>, callback: Callback<ResponseOf<'integrationInstaller'>>) {
    callback(undefined, this.complete('connectShop'));
  }

  /** When a new version of the connector reaches an integration. */
  async updateIntegration({ opts }: OptionsOf<'connectorUpdate'>) {
    checkLicense(opts);
  }
}

// Methods of a class are marked beside it: the class stays as it was.
define.connectorInstaller(Installer.prototype.beginInstall);
define.integrationInstaller(Installer.prototype.connectShop);
define.connectorUpdate(Installer.prototype.updateIntegration);
