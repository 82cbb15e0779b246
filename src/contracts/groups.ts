/** Where a grouped module (1.0) keeps the functions that are called with a type. Any other type names its group itself. */
const GROUPS = new Map([
  ['hook', 'hooks'],
  ['wrapper', 'wrappers'],
  ['setting', 'settings'],
  ['utility', 'utilities'],
]);

/** The key under which a grouped module has the functions that are called with a type. */
export function groupOf(type: string): string {
  return GROUPS.get(type) ?? type;
}

/** The type that reaches the functions under a key of a module; undefined where none does. */
export function typeOf(group: string): string | undefined {
  const type = [...GROUPS.keys()].find((one) => groupOf(one) === group) ?? group;
  return type !== '' && groupOf(type) === group ? type : undefined;
}
