import { define } from 'integrator-extension-lambda';

interface Order {
  sku: string;
}

export const trimSkus = define.preMap<Order>(({ data }) =>
  data.map((order) => ({ data: { ...order, sku: order.sku.trim() } })),
);

export const dropAll = define.preMap<Order>((_options, callback) => callback(undefined, []));

// @ts-expect-error A preMap answers with a list.
export const wrong = define.preMap<Order>(() => 'nothing');
