/** The function that both servers host, written for the original. */
export const module = {
  echo(options: unknown, callback: (error: unknown, response: unknown) => void): void {
    callback(null, options);
  },
};

export const systemToken = 'f3a1c09be2d84b7d9a6e5c1f0b2d4a68';

/** Whether this server writes no line for a call. */
export const isSilent = process.argv.includes('silent');

const order = (id: number) => ({
  id: `SO-${100_000 + id}`,
  customer: { name: `Customer ${id}`, email: `customer${id}@example.com`, vip: id % 7 === 0 },
  lines: Array.from({ length: 8 }, (_, line) => ({
    sku: `SKU-${id}-${line}`,
    quantity: (id + line) % 9,
    price: ((id * 7 + line * 13) % 10_000) / 100,
    note: 'leave at the back door if nobody answers',
  })),
  total: id * 1.5,
  status: 'open',
});

const envelope = (records: number) => ({
  diy: true,
  function: 'echo',
  options: {
    bearerToken: '0123456789abcdef0123456789abcdef',
    _exportId: '5f1e3a2b4c5d6e7f8a9b0c1d',
    _flowId: '5f1e3a2b4c5d6e7f8a9b0c1e',
    _integrationId: '5f1e3a2b4c5d6e7f8a9b0c1f',
    data: Array.from({ length: records }, (_, id) => order(id)),
    errors: [],
    settings: { flow: {}, integration: {} },
  },
});

/** The request bodies by name: a small page, and one of about 1 MB. */
export const pages = {
  'one record': JSON.stringify({ ...envelope(0), options: { ...envelope(0).options, data: [{ id: 1, sku: 'A-1' }] } }),
  '1 MB page': JSON.stringify(envelope(1130)),
};
