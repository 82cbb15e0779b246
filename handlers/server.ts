import { createServer } from 'integrator-extension-lambda/http';
import * as orders from './orders/index.ts';

await createServer({
  diy: orders,
  systemToken: process.env.INTEGRATOR_EXTENSION_SYSTEM_TOKEN,
  ...(process.env.PORT ? { port: Number(process.env.PORT) } : {}),
});
