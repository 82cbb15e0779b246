import { describe, expect, it } from 'vitest';
import { createFolder, runBuilt } from '../../cli/command-line.ts';

/** An installer as its author writes it, with what the uninstallation deletes. */
const createModule = (deleted: string) => `
import { createPlatform } from 'integrator-extension-lambda/platform-api';

const openAccount = (options) => createPlatform({ options, baseUrl: process.env.INTEGRATOR_IO_API });

export async function makeFlow(options) {
  const { exports, flows } = openAccount(options);
  const own = { _integrationId: options.resource._id };
  const [found] = await exports.find({ ...own, name: 'Get orders' });
  const { _id } = found ?? (await exports.create({ ...own, name: 'Get orders' }));
  const [flow] = await flows.find({ ...own, name: 'Orders' });
  if (!flow) await flows.create({ ...own, name: 'Orders', pageGenerators: [{ _exportId: _id }] });
}

export async function deleteAll(options) {
  const { exports, flows } = openAccount(options);
  for (const resources of [${deleted}]) {
    for (const { _id } of await resources.find({ _integrationId: options.resource._id })) await resources.delete(_id);
  }
}
`;

const APP = `
app:
  name: Shop orders
  module: app.mjs
  installSteps: [{ name: Make the flow, function: makeFlow }]
  uninstallSteps: [{ name: Delete everything, function: deleteAll }]
`;

describe('an installer that forgets a flow', () => {
  const { write } = createFolder();
  const file = write('shop.app.yaml', APP);
  const simulate = (...args: string[]) => runBuilt(['simulate', file, '--quiet', ...args]);

  it('is found, mended, and green, with every fault too', async () => {
    write('app.mjs', createModule(''));
    const forgetful = await simulate();
    expect(forgetful.code).toBe(1);
    expect(forgetful.out).toContain('leftover');
    expect(forgetful.out).toContain('found the flow "Orders", which was made by makeFlow in event 1, install');
    expect(forgetful.out).toContain('found the export "Get orders"');

    // The flow names its export, which the account keeps until the flow is gone.
    write('app.mjs', createModule('exports, flows'));
    const stuck = await simulate();
    expect(stuck.code).toBe(1);
    expect(stuck.out).toContain('deleteAll failed');
    expect(stuck.out).toContain('(Orders) names it in pageGenerators[0]._exportId');

    write('app.mjs', createModule('flows, exports'));
    const mended = await simulate();
    expect(mended.out).toContain('0 broken rules');
    expect(mended.code).toBe(0);

    const faults = ['repeatStep=true', 'loseAnswer=true', 'abortAfter=1', 'slow=1', '429={"every":5,"retryAfter":0}'];
    const tried = await simulate(...faults.flatMap((fault) => ['--fault', fault]));
    expect(tried.out).toContain('0 broken rules');
    expect(tried.code).toBe(0);
  });
});
