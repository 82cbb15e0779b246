import { expect, it, onTestFinished, vi } from 'vitest';
import { createServer } from '../../src/http/index.ts';
import { listCode, readPage } from './page.ts';

const page = readPage('docs/deploy-server.md');

it('The server of docs/deploy-server.md answers its health check as the page shows', async () => {
  const [code = ''] = listCode(page, 'ts');
  vi.stubEnv('INTEGRATOR_EXTENSION_SYSTEM_TOKEN', 'a-token');
  vi.spyOn(console, 'info').mockImplementation(() => {});
  onTestFinished(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });
  const body = code
    .replace(/^import .*$/gm, '')
    .replace('createServer({', 'createServer({ port: 0, signals: false, drainDelay: 0,');
  const start = new Function(
    'createServer',
    'orders',
    'process',
    `return (async () => { ${body}; return { url, close }; })();`,
  );
  const { url, close } = await start(createServer, { ping: () => ({ statusCode: 200 }) }, process);
  onTestFinished(close);
  const answer = await fetch(`${url}/healthCheck`);
  expect(page).toContain(`The server answers \`${await answer.text()}\`.`);
});
