/** A place in a value as one would write it in code: `response.data[3]["ship to"]`. */
export function pathOf(root: string, keys: readonly PropertyKey[]): string {
  const steps = keys.map((key) => {
    if (typeof key === 'number') return `[${key}]`;
    const text = String(key);
    return /^[A-Za-z_$][\w$]*$/.test(text) ? `.${text}` : `[${JSON.stringify(text)}]`;
  });
  return `${root}${steps.join('')}`;
}
