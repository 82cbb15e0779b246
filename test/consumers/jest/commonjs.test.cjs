let harness;

beforeAll(async () => {
  const { define } = await import('integrator-extension-lambda');
  const { createHarness } = await import('integrator-extension-lambda/testing');
  const trim = define.preMap(({ data }) => data.map((one) => ({ data: { ...one, sku: one.sku.trim() } })));
  harness = createHarness({ trim });
});

test('a harness works in CommonJS', async () => {
  expect(await harness.call('trim', { data: [{ sku: ' a ' }] })).toEqual([{ data: { sku: 'a' } }]);
});
