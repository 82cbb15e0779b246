import type { Order } from './order.ts';

const COUNT = 300;
const FIRST_ID = 1001;
const FIRST_UPDATE = Date.parse('2026-01-30T09:15:00Z');
const MINUTE = 60_000;
const SIXTY_DAYS = 60 * 24 * 60;

const PRODUCTS = [
  ['BK-01', 19.9],
  ['PN-07', 4.5],
  ['BK-02', 24.5],
  ['NB-03', 7.25],
  ['CA-11', 12],
  ['PN-08', 6.8],
  ['DS-20', 149],
] as const;
const CUSTOMERS = [
  'Ada Byron',
  'Émile Zola',
  'Selma Lagerlöf',
  'Chinua Achebe',
  'Jane Austen',
  'Naguib Mahfouz',
  'Kenzaburō Ōe',
  'Gabriela Mistral',
  'Orhan Pamuk',
  'Olga Tokarczuk',
  'Wisława Szymborska',
] as const;
const QUANTITIES = [2, 1, 3, 1, 5] as const;

/** Every nth order gives a step of the flow something to do. */
const ODDITIES: readonly (readonly [every: number, oddity: Partial<Order>])[] = [
  [23, { status: 'cancelled' }],
  [41, { sku: 'TEST-01', customer: 'Test' }],
  [59, { quantity: 250 }],
  [67, { customer: '' }],
  [97, { quantity: 0 }],
  [127, { total: null }],
];

/** The orders of a new database, the same every time. */
export function sampleOrders(): Order[] {
  return Array.from({ length: COUNT }, (_, index) => ({ ...usual(index), ...odd(index + 1) }));
}

function usual(index: number): Order {
  const [sku, price] = nth(PRODUCTS, index);
  const quantity = nth(QUANTITIES, index);
  // 1,885 minutes apart within 60 days, so that the orders of ids and of dates differ.
  const minutes = (index * 1885) % SIXTY_DAYS;
  return {
    id: FIRST_ID + index,
    customer: nth(CUSTOMERS, index),
    sku,
    quantity,
    total: Math.round(price * quantity * 100) / 100,
    status: index % 3 === 0 ? 'open' : 'shipped',
    updatedAt: new Date(FIRST_UPDATE + minutes * MINUTE).toISOString(),
  };
}

function odd(position: number): Partial<Order> {
  return ODDITIES.find(([every]) => position % every === 0)?.[1] ?? {};
}

function nth<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T;
}
