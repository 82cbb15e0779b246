import express4 from 'express4';
import express5 from 'express5';
import { createMiddleware, createServer } from 'integrator-extension-lambda/http';
import { onTestFinished } from 'vitest';
import { conforms } from '../../conformance/index.ts';
import { asRequest, systemToken, toAnswer } from '../exchange.ts';
import { listen } from './serving.ts';

// In a file of their own: hundreds of exchanges on sockets, that the tests of each of these need not wait for.
conforms('a server', async (config) => {
  const { url, close } = await createServer({ ...config, systemToken, port: 0, signals: false });
  onTestFinished(close);
  return (envelope) => toAnswer(fetch(`${url}/function`, asRequest(envelope)));
});

for (const [name, framework] of Object.entries({ 'Express 4': express4, 'Express 5': express5 as typeof express4 })) {
  conforms(`an app mounted in ${name}`, async (config) => {
    const url = await listen(framework().use('/extension', createMiddleware({ ...config, systemToken })));
    return (envelope) => toAnswer(fetch(`${url}/extension/function`, asRequest(envelope)));
  });
}
