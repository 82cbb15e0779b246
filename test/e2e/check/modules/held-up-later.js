import { define } from 'integrator-extension-lambda';

/** Never comes to an end of what it does when it has answered. */
export const tidyUp = define.preMap(({ data }) => {
  if (data.length > 1)
    setTimeout(() => {
      for (;;);
    }, 5);
  return data.map((record) => ({ data: record }));
});

export const zip = define.preMap(({ data }) => data.map((record) => ({ data: record })));
