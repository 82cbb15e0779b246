import { createServer } from '../../src/http.ts';
import { module, systemToken } from './exchange.ts';

const { port } = await createServer({ diy: module, systemToken, port: 0 });
process.send?.(port);
