import { define } from 'integrator-extension-lambda';
import { openDatabase, reasonOf } from './database.ts';

export const pingOrders = define.ping(({ connection }) => {
  try {
    openDatabase(connection);
    return { statusCode: 200 };
  } catch (thrown) {
    return { statusCode: 401, errors: [reasonOf(thrown)] };
  }
});
