import { connector } from './connector.ts';
import { mergeGroups } from './contract.ts';
import { hooks } from './hooks.ts';
import { integrationApp } from './integration-app.ts';
import { wrappers } from './wrappers.ts';

/** The contracts of all kinds of functions that integrator.io calls: their single source. */
export const contracts = mergeGroups(hooks, wrappers, integrationApp, connector);
