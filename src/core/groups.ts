/** The keys under which a grouped module (1.0) holds its functions. */
export const GROUPS: readonly string[] = ['hooks', 'wrappers', 'installer', 'uninstaller', 'settings', 'utilities'];

/** The types whose group has another key than the type's name. */
const TYPES = ['hook', 'wrapper', 'setting', 'utility'];

/** Translates a type to its key in a grouped module (1.0). An unknown type is its own key. */
export function toGroup(type: string): string {
  return type === 'utility' ? 'utilities' : type.replace(/^(hook|wrapper|setting)$/, '$&s');
}

/** Translates a key of a grouped module to the type that reaches its functions; undefined if none does. */
export function toType(group: string): string | undefined {
  const type = TYPES.find((one) => toGroup(one) === group) ?? group;
  return type !== '' && toGroup(type) === group ? type : undefined;
}
