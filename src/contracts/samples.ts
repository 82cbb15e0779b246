/** The options of every sample: the ids are made up, the token is worthless. */
export const sampleContext = { bearerToken: 'sample-token', _integrationId: '5f0000000000000000000001' };

export const sampleExport = {
  ...sampleContext,
  _exportId: '5f0000000000000000000002',
  _connectionId: '5f0000000000000000000003',
  _flowId: '5f0000000000000000000004',
  settings: {},
};

export const sampleImport = {
  ...sampleContext,
  _importId: '5f0000000000000000000005',
  _connectionId: '5f0000000000000000000006',
  _flowId: '5f0000000000000000000004',
  settings: {},
};

/** Two orders of the sample extension's database. */
export const orders = [
  {
    id: 1001,
    customer: 'Ada Byron',
    sku: 'BK-01',
    quantity: 2,
    total: 39.8,
    status: 'open',
    updatedAt: '2026-01-30T09:15:00.000Z',
  },
  {
    id: 1002,
    customer: 'Émile Zola',
    sku: 'PN-07',
    quantity: 1,
    total: 4.5,
    status: 'shipped',
    updatedAt: '2026-01-31T16:40:00.000Z',
  },
];

/** The same orders in the form that the sample extension imports. */
export const mappedOrders = orders.map(({ id, customer, sku, quantity, total }) => ({
  externalId: `order-${id}`,
  customer,
  sku,
  quantity,
  amount: total,
}));

export const sampleConnection = {
  _id: '5f0000000000000000000003',
  encrypted: { password: 'sample-password' },
  unencrypted: { database: '/tmp/orders.sqlite' },
};

export const sampleLicense = {
  _id: '5f0000000000000000000007',
  edition: 'standard',
  expires: '2027-01-31T00:00:00.000Z',
};
