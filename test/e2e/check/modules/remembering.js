import { define } from 'integrator-extension-lambda';

const seen = new Set();

/** Drops orders that an earlier call has had, in this sandbox only. */
const drop = ({ data }) =>
  data.map((order) => {
    const isNew = !seen.has(order.id);
    seen.add(order.id);
    return isNew ? { data: order } : {};
  });

export const dropRepeated = define.preMap((options) => drop(options));
export const dropRepeatedOnPurpose = define.preMap((options) => drop(options), { stateful: true });
export const stamp = define.preMap(({ data }) => data.map((order) => ({ data: { ...order, at: performance.now() } })));
export const draw = define.preMap(({ data }) => data.map((order) => ({ data: { ...order, lot: Math.random() } })));
