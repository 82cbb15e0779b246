import { hooks, wrappers } from './flow.ts';
import { Installer } from './installer.ts';
import { Settings } from './settings.ts';
import { Uninstaller } from './uninstaller.ts';
import { utilities } from './utilities.ts';

/** A grouped module: a call's `type` names the group, and its `function` the function within it. */
class ShopConnector {
  readonly installer = new Installer('installerFunction', ['connectShop', 'chooseSettings']);
  readonly uninstaller = new Uninstaller('uninstallerFunction', ['removeFlow', 'disconnectShop']);
  readonly settings = new Settings();
  readonly hooks = hooks;
  readonly wrappers = wrappers;
  readonly utilities = utilities;
}

/** The connectors that the handler serves, each under its id in the marketplace. */
export const connectors = { '5f0000000000000000000008': new ShopConnector() };
