/** The values of a command's options, by their long names. */
export type FlagValues = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/**
 * Writes options as arguments of a command line, `--json` first: `--records=20` for a value, several times for a list,
 * the name alone for true. What is false or undefined is left out.
 */
export function writeFlags(values: FlagValues): string[] {
  const flags = Object.entries(values).flatMap(([name, value]) => {
    if (value === undefined || value === false) return [];
    if (value === true) return [`--${name}`];
    return [value].flat().map((one) => `--${name}=${one}`);
  });
  return ['--json', ...flags];
}
