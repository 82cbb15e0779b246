import { createServer } from 'integrator-extension-lambda/http';
import * as orders from './orders/index.ts';

try {
  await createServer({
    diy: orders,
    systemToken: process.env.INTEGRATOR_EXTENSION_SYSTEM_TOKEN,
    ...(process.env.PORT ? { port: Number(process.env.PORT) } : {}),
  });
} catch (thrown) {
  // Uncaught, the error would be shown with its line of the bundle, which is the whole bundle.
  console.error((thrown as Error).message);
  process.exitCode = 1;
}
