import express4 from 'express4';
import express5 from 'express5';
import { createMiddleware, createServer } from 'integrator-extension-lambda/http';
import { onTestFinished } from 'vitest';
import { testConformance } from '../../conformance/index.ts';
import { systemToken, toAnswer, toRequest } from '../exchange.ts';
import { listen } from './serving.ts';

// In a file of their own: other tests need not wait for hundreds of exchanges on sockets.
testConformance(
  'a server',
  async (config) => {
    const { url, close } = await createServer({ ...config, systemToken, port: 0, signals: false, drainDelay: 0 });
    onTestFinished(close);
    return (envelope) => toAnswer(fetch(`${url}/function`, toRequest(envelope)));
  },
  'start',
);

for (const [name, framework] of Object.entries({ 'Express 4': express4, 'Express 5': express5 as typeof express4 })) {
  testConformance(`an app mounted in ${name}`, async (config) => {
    const url = await listen(framework().use('/extension', createMiddleware({ ...config, systemToken })));
    return (envelope) => toAnswer(fetch(`${url}/extension/function`, toRequest(envelope)));
  });
}
