import { define } from 'integrator-extension-lambda';
import { createHarness } from 'integrator-extension-lambda/testing';

const trim = define.preMap(({ data }) => data.map((one) => ({ data: { ...one, sku: one.sku.trim() } })));

test('a harness works in an ES module', async () => {
  expect(await createHarness({ trim }).call('trim', { data: [{ sku: ' a ' }] })).toEqual([{ data: { sku: 'a' } }]);
});
