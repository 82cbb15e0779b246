/** The keys under which a grouped module (1.0) holds its functions. */
export const GROUPS: readonly string[] = ['hooks', 'wrappers', 'installer', 'uninstaller', 'settings', 'utilities'];

/** The types whose groups have another key than their own name. */
const TYPES = ['hook', 'wrapper', 'setting', 'utility'];

/**
 * The key under which a grouped module (1.0) has the functions that are called with a type. Any type that is not known
 * names its group itself.
 */
export function toGroup(type: string): string {
  return type === 'utility' ? 'utilities' : type.replace(/^(hook|wrapper|setting)$/, '$&s');
}

/** The type that reaches the functions under a key of a module; undefined where none does. */
export function toType(group: string): string | undefined {
  const type = TYPES.find((one) => toGroup(one) === group) ?? group;
  return type !== '' && toGroup(type) === group ? type : undefined;
}
