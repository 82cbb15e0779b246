import { type Callback, type Context, define, type OptionsOf, type ResponseOf } from 'integrator-extension-lambda';
import { openAccount, removeFlow } from './documents.ts';
import { Steps } from './steps.ts';

type Progress = ResponseOf<'integrationUninstaller'>;

export class Uninstaller extends Steps {
  /** Runs before the uninstallation: shows its steps in their order, none of them completed. */
  prepareUninstall(): ResponseOf<'preUninstall'> {
    return this.begin();
  }

  /** The function of the first step: what the installer made, it deletes. */
  async removeFlow(
    options: OptionsOf<'integrationUninstaller'>,
    _callback: Callback<Progress>,
    context: Context,
  ): Promise<Progress> {
    const account = await openAccount(options, context);
    if (account) await removeFlow(account);
    return this.complete('removeFlow');
  }

  /** The function of the second step. The platform deletes the connection with the integration. */
  async disconnectShop(_options: OptionsOf<'integrationUninstaller'>): Promise<Progress> {
    return this.complete('disconnectShop');
  }

  /** Runs at the end, before the integration is deleted. */
  endUninstall({ opts }: OptionsOf<'connectorUninstaller'>, callback: Callback<unknown>, { log }: Context) {
    log.info('the connector has been uninstalled', { hadLicense: Boolean(opts?.connectorLicense) });
    callback();
  }
}

define.preUninstall(Uninstaller.prototype.prepareUninstall);
define.integrationUninstaller(Uninstaller.prototype.removeFlow);
define.integrationUninstaller(Uninstaller.prototype.disconnectShop);
define.connectorUninstaller(Uninstaller.prototype.endUninstall);
