import { createServer } from '../../src/http/index.ts';
import { module, systemToken } from './exchange.ts';
import { tell } from './tell.ts';

const { port } = await createServer({ diy: module, systemToken, port: 0 });
tell(port);
