/** The pages of the quoted figures, by name. They have the same bytes on every machine. */
export function pages() {
  return {
    'one record': [order(1)],
    '40 KB': list(46, order),
    '1,000 records': list(1000, order),
    '1.5 MB': list(1600, order),
    '4.7 MB': list(5000, order),
    'deeply nested': list(60, nested),
    'non-Latin': list(1000, (index) => ({ ...order(index), note: '注文の備考です。'.repeat(30) })),
    'many escapes': list(1000, (index) => ({ ...order(index), note: 'say "no"\n\t\\'.repeat(50) })),
    'numbers only': list(4000, (index) => list(20, (column) => index * 31 + column)),
  };
}

export type PageName = keyof ReturnType<typeof pages>;

function list<T>(length: number, make: (index: number) => T): T[] {
  return Array.from({ length }, (_, index) => make(index));
}

function order(index: number) {
  return {
    id: 1000 + index,
    customer: `Customer ${index}`,
    email: `customer${index}@example.com`,
    sku: `BK-${index % 40}`,
    quantity: (index % 7) + 1,
    total: Math.round(index * 137) / 100,
    open: index % 2 === 0,
    tags: ['priority', 'gift'],
    address: { street: '12 Long Street', city: 'Amsterdam', zip: '1011 AB', country: 'NL' },
    note: 'Please ring twice and leave it with the neighbours. '.repeat(11),
    updatedAt: '2026-01-30T09:15:00.000Z',
    shippedAt: null,
  };
}

function nested(index: number): unknown {
  let tree: unknown = { leaf: index };
  for (let level = 0; level < 30; level++)
    tree = { level, tree, beside: [{ id: level, text: 'text' }, [level, index]] };
  return tree;
}
