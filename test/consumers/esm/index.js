import { createHandler, define } from 'integrator-extension-lambda';
import { enforce } from 'integrator-extension-lambda/contracts';
import { createApp } from 'integrator-extension-lambda/http';
import { createPlatform } from 'integrator-extension-lambda/platform-api';
import { recorder } from 'integrator-extension-lambda/recording';
import { createFakePlatform, createHarness } from 'integrator-extension-lambda/testing';

const trimSkus = define.preMap(({ data }) => data.map((order) => ({ data: { ...order, sku: order.sku.trim() } })));
const dropAll = define.preMap(() => []);

const recordings = [];
const record = recorder({ sink: (one) => recordings.push(one), http: true });
await record.ready;
const handler = createHandler({ diy: { trimSkus, dropAll }, contracts: enforce, logger: record.logger }).use(record);
const options = { bearerToken: 'token', data: [{ sku: ' BK-01 ' }] };
const answered = await handler({ diy: true, function: 'trimSkus', options }, {});
const refused = await handler({ diy: true, function: 'dropAll', options }, {}).catch((error) => JSON.parse(error));

await record.flush();
if (recordings[0]?.options.bearerToken !== '«secret:bearerToken»') throw new Error(JSON.stringify(recordings));

const app = createApp({ diy: { trimSkus }, systemToken: 'a-token' });
const { status } = await app.request('/livez');
const tested = await createHarness({ trimSkus }).call('trimSkus', { data: [] });
const fake = await createFakePlatform();
const { scope } = await createPlatform({ options: { bearerToken: fake.issueToken() }, baseUrl: fake.url }).tokenInfo();
await fake.close();
console.log(JSON.stringify({ answered, refused, status, tested, scope }));
