import { createHandler } from 'integrator-extension-lambda';
import { connectors } from './connector/index.ts';

export const handler = createHandler({ connectors });
