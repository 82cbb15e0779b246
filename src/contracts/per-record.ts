import { ZodMiniObject } from 'zod/mini';
import { $constructor, type $ZodObject, $ZodObjectJIT } from 'zod/v4/core';

const Compiled = /* @__PURE__ */ $constructor<ZodMiniObject>('Compiled', (schema, def) => {
  ZodMiniObject.init(schema, def);
  const walk = schema._zod.parse;
  let compiled: $ZodObject | undefined;
  schema._zod.parse = (payload, context) => {
    if (context.jitless) return walk(payload, context);
    // Not made before it is used: zod then finds out whether code can be generated at all, for half a millisecond.
    compiled ??= new $ZodObjectJIT(def);
    return compiled._zod.parse(payload, context);
  };
});

/**
 * An object that is looked for in every record of a page: checked by generated code, as all objects of zod's large build
 * are. That takes half the time, but half a millisecond more for the first one.
 */
export function perRecord<T extends ZodMiniObject>(schema: T): T {
  return new Compiled(schema._zod.def) as T;
}
