/* A function that returns nothing, where a response is due, does not compile. Compiled, never run: see define.ts. */
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

// It answers by its callback, or by an error.
define.preMap((_options, callback) => {
  setTimeout(() => callback(null, []), 1);
});
define.preMap(() => {
  throw new Error('No shop.');
});

// With a type argument, TypeScript infers no type of the function.
define.preMap<Order>(({ data }) => {
  data.map((order) => ({ data: order }));
});
