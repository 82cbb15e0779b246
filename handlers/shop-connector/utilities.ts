import { define, type OptionsOf } from 'integrator-extension-lambda';

/** The author defines a utility's own options: here, the numbers of orders. */
type OrderNumbers = OptionsOf<'utility'> & { orders?: number[] };

export const utilities = {
  countOrders: define.utility((options: OrderNumbers) => ({ found: new Set(options.orders).size })),
};
