import { connector } from './connector.ts';
import { mergeGroups } from './contract.ts';
import { hooks } from './hooks.ts';
import { integrationApp } from './integration-app.ts';
import { wrappers } from './wrappers.ts';

/** Every kind of function that integrator.io calls, and what is said of it: the one place where that is said. */
export const contracts = mergeGroups(hooks, wrappers, integrationApp, connector);
