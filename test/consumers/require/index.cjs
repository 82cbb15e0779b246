const { createHandler, define } = require('integrator-extension-lambda');
const { enforce } = require('integrator-extension-lambda/contracts');
const { createApp } = require('integrator-extension-lambda/http');
const { createPlatform } = require('integrator-extension-lambda/platform-api');
const { createFakePlatform, createHarness } = require('integrator-extension-lambda/testing');

const trimSkus = define.preMap((options, callback) => {
  const trimmed = options.data.map((order) => ({ data: { ...order, sku: order.sku.trim() } }));
  callback(null, trimmed);
});
const dropAll = define.preMap((_options, callback) => callback(null, []));

exports.handler = createHandler({ diy: { trimSkus, dropAll }, contracts: enforce });
const options = { bearerToken: 'token', data: [{ sku: ' BK-01 ' }] };

async function main() {
  const answered = await exports.handler({ diy: true, function: 'trimSkus', options }, {});
  const dropping = exports.handler({ diy: true, function: 'dropAll', options }, {});
  const refused = await dropping.catch((error) => JSON.parse(error));
  const app = createApp({ diy: { trimSkus }, systemToken: 'a-token' });
  const { status } = await app.request('/livez');
  const tested = await createHarness({ trimSkus }).call('trimSkus', { data: [] });
  const fake = await createFakePlatform();
  const { scope } = await createPlatform({ options: { bearerToken: fake.issueToken() }, baseUrl: fake.url }).tokenInfo();
  await fake.close();
  console.log(JSON.stringify({ answered, refused, status, tested, scope }));
}

main();
