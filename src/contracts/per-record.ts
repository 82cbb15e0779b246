import { ZodMiniObject } from 'zod/mini';
import { $constructor, $ZodObjectJIT } from 'zod/v4/core';

const Compiled = /* @__PURE__ */ $constructor<ZodMiniObject>('Compiled', (schema, def) => {
  $ZodObjectJIT.init(schema, def);
  ZodMiniObject.init(schema, def);
});

/**
 * An object that is looked for in every record of a page: checked by generated code, as all objects of zod's large build
 * are. That takes half the time, but half a millisecond more for the first one.
 */
export function perRecord<T extends ZodMiniObject>(schema: T): T {
  return new Compiled(schema._zod.def) as T;
}
