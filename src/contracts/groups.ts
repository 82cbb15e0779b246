/** Where a grouped module (1.0) keeps the functions that are called with a type. Any other type names its group itself. */
const GROUPS: Readonly<Record<string, string>> = {
  // Nothing is found that objects inherit.
  __proto__: null as never,
  hook: 'hooks',
  wrapper: 'wrappers',
  setting: 'settings',
  utility: 'utilities',
};

/** The key under which a grouped module has the functions that are called with a type. */
export function groupOf(type: string): string {
  return GROUPS[type] ?? type;
}

/** The type that reaches the functions under a key of a module; undefined where none does. */
export function typeOf(group: string): string | undefined {
  const type = Object.keys(GROUPS).find((one) => groupOf(one) === group) ?? group;
  return type !== '' && groupOf(type) === group ? type : undefined;
}
