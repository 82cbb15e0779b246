import { createRequire } from 'node:module';
import { depot, shop } from '../fixtures/modules/connector.ts';
import { failing } from '../fixtures/modules/failing.ts';
import * as flat from '../fixtures/modules/flat.ts';

/** The body of a call: `{type?, function, diy | _connectorId, maxResponseSize?, options}`. */
export type Envelope = Readonly<Record<string, unknown>>;

const grouped = createRequire(import.meta.url)('../fixtures/modules/grouped.cjs');

/** A flat module with groups. */
export const diy = { ...flat, ...failing, ...grouped };
export const connectors = { shop, depot, grouped };
