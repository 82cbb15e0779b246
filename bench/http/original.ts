import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import bodyParser from 'body-parser';
import expressWinston from 'express-winston';
import express from 'express4';
import Extension from 'integrator-extension';
import winston from 'winston';
import { isSilent, module, systemToken } from './exchange.ts';
import { serveUsage } from './serve-usage.ts';

interface Original {
  loadConfiguration(config: object, callback: (error?: Error) => void): void;
  callFunction(options: unknown, envelope: unknown, callback: (error: Failed | null, result?: unknown) => void): void;
}
interface Failed {
  statusCode: number;
  errors: unknown[];
}

const extension: Original = new Extension();

/** Does what express-integrator-extension 0.3.2 does between a request and its answer, with its versions of winston. */
const app = express();
app.use(bodyParser.json({ limit: '50mb' }));
if (!isSilent) {
  const fields = [
    'logName=reqFinished',
    'method={{req.method}}',
    'url={{req.url}}',
    'statusCode={{res.statusCode}}',
    'responseTime={{res.responseTime}}ms',
    '_reqId={{req.body._reqId}}',
    'traceId={{req.body.traceId}}',
  ];
  app.use(expressWinston.logger({ winstonInstance: winston, msg: fields.join(', '), meta: false }));
}
app.post('/function', (request, response, next) => {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  if (/^Bearer$/i.test(scheme ?? '') && token === systemToken) return next();
  response.set('WWW-Authenticate', 'invalid system token');
  response.status(401).json({ errors: [{ code: 'unauthorized', message: 'Invalid system token.' }] });
});
app.post('/function', (request, response) => {
  const heartbeat = setTimeout(() => response.writeProcessing(), 270_000);
  request.body._reqId = randomUUID();
  request.body.traceId = request.headers.traceid;
  extension.callFunction(request.body.options, request.body, (error, result) => {
    clearTimeout(heartbeat);
    if (error) response.status(error.statusCode).json({ errors: error.errors });
    else response.json(result);
  });
});

extension.loadConfiguration({ diy: module, systemToken }, () => {
  const server = app.listen(0, '127.0.0.1', () => serveUsage((server.address() as AddressInfo).port));
  server.timeout = 315_000;
  server.keepAliveTimeout = 301_000;
  server.headersTimeout = 305_000;
});
