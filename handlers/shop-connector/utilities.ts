import { define, type OptionsOf } from 'integrator-extension-lambda';

/** A utility has no options of its own until its author says so: here, the numbers of orders. */
type OrderNumbers = OptionsOf<'utility'> & { orders?: number[] };

export const utilities = {
  countOrders: define.utility((options: OrderNumbers) => ({ found: new Set(options.orders).size })),
};
