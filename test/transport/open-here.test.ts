import { expect, it } from 'vitest';
import { openHere } from '../../src/transport/open-here.ts';
import { createFolder } from '../cli/command-line.ts';

const { write } = createFolder();

it('a module in this process may have its calls checked against contracts', async () => {
  const path = write(
    'short.mjs',
    "import { define } from 'integrator-extension-lambda'; export const short = define.preMap(() => [{}]);",
  );
  const options = JSON.stringify({ data: [{ id: 1 }, { id: 2 }], _importId: '5f', bearerToken: 'none' });
  const call = { address: { function: 'short', diy: true }, options, timeout: 10_000 } as const;
  const checking = await openHere({ path, enforces: true, onLine: () => {} });
  expect(checking).toMatchObject({ host: { diy: true }, functions: [{ name: 'short', kind: 'preMap' }] });
  const errors = [{ code: 'invalid_response', message: expect.stringContaining('1 element for 2') }];
  expect(await checking.call(call)).toMatchObject({ errors });
  await checking.close();
  const plain = await openHere({ path });
  expect(await plain.call(call)).toMatchObject({ response: '[{}]' });
  await plain.close();
});

it('all connectors of a module are hosted where none is named, as in a deployed handler', async () => {
  const path = write(
    'connectors.mjs',
    'const one = (n) => ({ hooks: { say: () => n } }); export const connectors = { a: one(1), b: one(2) };',
  );
  const all = await openHere({ path, hostsAll: true });
  expect(all).toMatchObject({ host: { diy: true }, functions: undefined });
  const say = (_connectorId: string) =>
    all.call({ address: { type: 'hook', function: 'say', _connectorId }, options: '{}', timeout: 10_000 });
  expect(await say('a')).toMatchObject({ response: '1' });
  expect(await say('b')).toMatchObject({ response: '2' });
  await all.close();
  await expect(openHere({ path })).rejects.toThrow('connectors.mjs');
});
