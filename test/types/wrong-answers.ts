/* A function that returns nothing, or records, where a response is due, does not compile. Never run: see define.ts. */
import { define } from 'integrator-extension-lambda';

interface Order {
  id: number;
}

// @ts-expect-error no return
define.preSavePage((options) => void options);
// @ts-expect-error no return
define.preMap(({ data }) => {
  data.map((order) => ({ data: order }));
});
// @ts-expect-error no return
define.preMap(async ({ data }) => {
  await Promise.all(data);
});
// @ts-expect-error no return
define.postMap(() => {});
// @ts-expect-error no return
define.postSubmit(() => {});
// @ts-expect-error no return
define.postResponseMap(() => {});
// @ts-expect-error no return
define.ping(() => {});
// @ts-expect-error no return
define.export(() => {});
// @ts-expect-error no return
define.import(() => {});
// @ts-expect-error no return
define.formInit(() => {});
// @ts-expect-error no return
define.preSave(() => {});
// @ts-expect-error no return
define.initChild(() => {});
// @ts-expect-error no return
define.integrationInstaller(() => {});
// @ts-expect-error no return
define.preUninstall(() => {});
// @ts-expect-error no return
define.integrationUninstaller(() => {});
// @ts-expect-error no return
define.persistSettings(() => {});
// @ts-expect-error no return
define.refreshMetadata(() => {});
// @ts-expect-error no return
define.getMappingMetadata(() => {});

// On one of its paths.
// @ts-expect-error no return
define.preSavePage(({ data }) => {
  if (data.length > 0) return { data };
});
// @ts-expect-error nothing is returned
define.ping(({ connection }) => (connection.encrypted ? { statusCode: 200 } : undefined));
// @ts-expect-error no return
define.preSavePage(async ({ data }) => {
  if (data.length > 0) return { data };
});
// @ts-expect-error no return, with a type argument too
define.preSavePage<Order>(async ({ data }) => {
  if (data.length > 0) return { data };
});

// No response is due.
define.postAggregate(() => {});
define.step(() => {});
define.update(() => {});
define.changeEdition(() => {});
define.connectorInstaller(() => {});
define.connectorUpdate(() => {});
define.connectorUninstaller(() => {});
define.connectorChangeEdition(() => {});
define.utility(() => {});

define.step(async ({ resource }) => {
  if (resource._id) return { ignored: true };
});

// It answers by its callback, or by an error.
define.preMap((_options, callback) => {
  setTimeout(() => callback(null, []), 1);
});
define.preMap(async (_options, callback) => {
  callback(null, []);
});
define.preMap((_options, callback) => {
  if (Math.random() > 0.5) return [];
  return callback(new Error('No shop.'));
});
define.preMap(() => {
  throw new Error('No shop.');
});

// With a type argument, TypeScript infers no type of the function.
define.preMap<Order>(({ data }) => {
  data.map((order) => ({ data: order }));
});

// Records that are in no action.
// @ts-expect-error a record
define.preMap(({ data }) => data);
// @ts-expect-error a record
define.preMap(async ({ data }) => data.map((order) => ({ ...order, seen: true })));
// @ts-expect-error a record
define.postMap(({ postMapData }) => postMapData);
export const wrapped = [
  define.preMap(({ data }) => data.map((record) => ({ data: record }))),
  define.preMap(({ data }) => JSON.parse(JSON.stringify(data))),
  define.preMap(() => []),
  define.postResponseMap(({ postResponseMapData }) => postResponseMapData),
];
