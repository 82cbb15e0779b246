import { createHandler } from 'integrator-extension-lambda';
import { connectors } from './shop-connector/index.ts';

export const handler = createHandler({ connectors });
