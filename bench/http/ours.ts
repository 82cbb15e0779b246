import { createServer } from '../../src/http/index.ts';
import { module, systemToken } from './exchange.ts';
import { serveUsage } from './serve-usage.ts';

const { port } = await createServer({ diy: module, systemToken, port: 0 });
serveUsage(port);
