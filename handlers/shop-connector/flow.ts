import type { ExtensionFunction, OptionsOf, ResponseOf } from 'integrator-extension-lambda';

// Hooks and wrappers are written and defined as in a flat module. These are plain functions, as in a module brought
// from elsewhere: they run, typed or not, and no contract checks their responses.

type PreSavePage = ExtensionFunction<OptionsOf<'preSavePage'>, ResponseOf<'preSavePage'>>;
type Ping = ExtensionFunction<OptionsOf<'ping'>, ResponseOf<'ping'>>;

const noteSource: PreSavePage = (options, callback) => {
  const data = options.data.map((order) => ({ ...order, source: options._connectionId }));
  callback(null, { data, errors: options.errors ?? [] });
};

const pingShop: Ping = ({ connection }, callback) => {
  if (connection.encrypted?.password) return callback(null, { statusCode: 200 });
  const errors = [{ code: 'no_password', message: 'The connection has no password.' }];
  callback(null, { statusCode: 401, errors });
};

export const hooks = { noteSource };
export const wrappers = { pingShop };
