/** The keys under which a grouped module (1.0) holds its functions. */
export const GROUPS: readonly string[] = ['hooks', 'wrappers', 'installer', 'uninstaller', 'settings', 'utilities'];

/** The types whose group has another key than the type's name. */
const TYPES = ['hook', 'wrapper', 'setting', 'utility'];

/** The key of a grouped module (1.0) that holds the functions of a type. An unknown type is its own key. */
export function toGroup(type: string): string {
  return type === 'utility' ? 'utilities' : type.replace(/^(hook|wrapper|setting)$/, '$&s');
}

/** The type that reaches the functions under a key; undefined if none does. */
export function toType(group: string): string | undefined {
  const type = TYPES.find((one) => toGroup(one) === group) ?? group;
  return type !== '' && toGroup(type) === group ? type : undefined;
}
