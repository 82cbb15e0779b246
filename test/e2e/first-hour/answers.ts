import { expect } from 'vitest';

/** What the functions of a new project answer to its events, by the file of the event. */
export const ANSWERS = {
  'tidyOrders.json': [{ data: expect.objectContaining({ id: 1001 }) }, { data: expect.objectContaining({ id: 1002 }) }],
  'pingShop.json': { statusCode: 200 },
  'exportOrders.json': { data: [expect.anything(), expect.anything()], lastPage: true },
  'importOrders.json': [
    { statusCode: 200, id: 'order-1001' },
    { statusCode: 200, id: 'order-1002' },
  ],
};
