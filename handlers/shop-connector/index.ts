import { hooks, wrappers } from './flow.ts';
import { Installer } from './installer.ts';
import { Settings } from './settings.ts';
import { Uninstaller } from './uninstaller.ts';
import { utilities } from './utilities.ts';

/** A grouped module: integrator.io names the group of a function by its `type`, and the function within it. */
class ShopConnector {
  readonly installer = new Installer(['connectShop', 'chooseSettings']);
  readonly uninstaller = new Uninstaller(['disconnectShop', 'confirm']);
  readonly settings = new Settings();
  readonly hooks = hooks;
  readonly wrappers = wrappers;
  readonly utilities = utilities;
}

/** The connectors that the handler serves, each under the id that the marketplace has given it. */
export const connectors = { '5f0000000000000000000008': new ShopConnector() };
