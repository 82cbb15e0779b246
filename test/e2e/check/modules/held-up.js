import { define } from 'integrator-extension-lambda';

const actions = ({ data }) => data.map((record) => ({ data: record }));

export const before = define.preMap(actions);

/** Never comes to an end of a page of one record. */
export const holdUp = define.preMap((options) => {
  while (options.data.length === 1);
  return actions(options);
});

export const later = define.preMap((options) => [...actions(options), {}]);

export function plain() {}
