import { createHandler } from 'integrator-extension-lambda';
import * as orders from './orders/index.ts';

export const handler = createHandler({ diy: orders });
