// A flat module: integrator.io finds a function by the name of its export.
export { exportOrders } from './export.ts';
export { dropTestOrders, explainErrors, noteNewIds, prepareOrders, priceOrders, summarise } from './hooks.ts';
export { importOrders } from './import.ts';
export {
  changeEdition,
  checkResource,
  createChild,
  fillForm,
  installStep,
  uninstallStep,
  updateIntegration,
} from './integration-app.ts';
export { pingOrders } from './ping.ts';
