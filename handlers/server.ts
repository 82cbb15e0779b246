import './node-version.ts';
import { createServer } from 'integrator-extension-lambda/http';
import * as orders from './orders/index.ts';

const { INTEGRATOR_EXTENSION_SYSTEM_TOKEN: systemToken, HOST: host, PORT, DRAIN_DELAY } = process.env;

try {
  await createServer({
    diy: orders,
    systemToken,
    ...(host && { host }),
    ...(PORT && { port: Number(PORT) }),
    ...(DRAIN_DELAY && { drainDelay: Number(DRAIN_DELAY) }),
  });
} catch (thrown) {
  // Uncaught, the error would be shown with its line of the bundle, which is the whole bundle.
  console.error((thrown as Error).message);
  process.exitCode = 1;
}
