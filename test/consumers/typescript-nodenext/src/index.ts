import type { Context } from 'aws-lambda';
import { createHandler, type OptionsOf } from 'integrator-extension-lambda';
import { enforce } from 'integrator-extension-lambda/contracts';
import { createApp } from 'integrator-extension-lambda/http';
import { createPlatform } from 'integrator-extension-lambda/platform-api';
import { createFakePlatform, createHarness } from 'integrator-extension-lambda/testing';
import * as diy from './functions.js';

const handler = createHandler({ diy, contracts: enforce });
const options: OptionsOf<'preMap'> = { bearerToken: 'token', data: [{ sku: ' BK-01 ' }] };
const call = (name: string) => handler({ diy: true, function: name, options }, {} as Context);

const answered = await call('trimSkus');
const refused = await call('dropAll').catch((error: string) => JSON.parse(error));
const { status } = await createApp({ diy, systemToken: 'a-token' }).request('/livez');
const tested = await createHarness(diy).call('trimSkus', { data: [] });
const fake = await createFakePlatform();
const { scope } = await createPlatform({ options: { bearerToken: fake.issueToken() }, baseUrl: fake.url }).tokenInfo();
await fake.close();
console.log(JSON.stringify({ answered, refused, status, tested, scope }));
