import { type Callback, type Context, define, type OptionsOf, type ResponseOf } from 'integrator-extension-lambda';
import { Steps } from './steps.ts';

export class Uninstaller extends Steps {
  /** Runs before the uninstallation: shows its steps, none of them completed. */
  prepareUninstall(): ResponseOf<'preUninstall'> {
    return this.begin();
  }

  /** The function of the first step. */
  async disconnectShop(_options: OptionsOf<'integrationUninstaller'>): Promise<ResponseOf<'integrationUninstaller'>> {
    return this.complete('disconnectShop');
  }

  /** Runs at the end, before the integration is deleted. */
  endUninstall({ opts }: OptionsOf<'connectorUninstaller'>, callback: Callback<unknown>, { log }: Context) {
    log.info('the connector has been uninstalled', { hadLicense: Boolean(opts?.connectorLicense) });
    callback();
  }
}

define.preUninstall(Uninstaller.prototype.prepareUninstall);
define.integrationUninstaller(Uninstaller.prototype.disconnectShop);
define.connectorUninstaller(Uninstaller.prototype.endUninstall);
