const guarded: object[] = [Object, Function, Array, String, Number, Boolean].flatMap((made) => [made, made.prototype]);
const asTheyWere = guarded.map((one) => [one, Object.getOwnPropertyDescriptors(one)] as const);

/** Runs code that may change the language's prototypes, as the original does for some calls, and restores them. */
export function runPristine(work: () => void): void {
  try {
    work();
  } finally {
    for (const [one, was] of asTheyWere) {
      for (const key of Reflect.ownKeys(one)) if (!Object.hasOwn(was, key)) Reflect.deleteProperty(one, key);
      Object.defineProperties(one, was);
    }
  }
}
