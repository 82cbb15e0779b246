import extension = require('integrator-extension-lambda');
import contracts = require('integrator-extension-lambda/contracts');
import http = require('integrator-extension-lambda/http');
import platformApi = require('integrator-extension-lambda/platform-api');
import testing = require('integrator-extension-lambda/testing');

import type { Context } from 'aws-lambda';

const trimSkus = extension.define.preMap<{ sku: string }>(({ data }, callback) => {
  callback(
    null,
    data.map((order) => ({ data: { ...order, sku: order.sku.trim() } })),
  );
});
const dropAll = extension.define.preMap(() => []);
const diy = { trimSkus, dropAll };

const handler = extension.createHandler({ diy, contracts: contracts.enforce });
const options: extension.OptionsOf<'preMap'> = { bearerToken: 'token', data: [{ sku: ' BK-01 ' }] };
const call = (name: string) => handler({ diy: true, function: name, options }, {} as Context);

async function main() {
  const answered = await call('trimSkus');
  const refused = await call('dropAll').catch((error: string) => JSON.parse(error));
  const { status } = await http.createApp({ diy, systemToken: 'a-token' }).request('/livez');
  const tested = await testing.createHarness(diy).call('trimSkus', { data: [] });
  const fake = await testing.createFakePlatform();
  const options = { bearerToken: fake.issueToken() };
  const { scope } = await platformApi.createPlatform({ options, baseUrl: fake.url }).tokenInfo();
  await fake.close();
  console.log(JSON.stringify({ answered, refused, status, tested, scope }));
}

main();
