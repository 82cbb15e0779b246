import { createServer } from '../../src/http/index.ts';
import { isSilent, module, systemToken } from './exchange.ts';
import { serveUsage } from './serve-usage.ts';

const ignore = () => {};
const logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };

const { port } = await createServer({ diy: module, systemToken, port: 0, ...(isSilent && { logger }) });
serveUsage(port);
