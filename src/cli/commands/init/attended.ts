/** The parts of a process that tell whether a person sits before it. */
export interface Surroundings {
  readonly stdin: { readonly isTTY?: boolean | undefined };
  readonly stderr: { readonly isTTY?: boolean | undefined };
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Whether a person can be asked: stdin and stderr are a terminal that moves its cursor, and no CI runs this. Questions
 * go to stderr, since stdout is for the command's answer alone.
 */
export function isAttended({ stdin, stderr, env }: Surroundings): boolean {
  const isCi = env.CI !== undefined && !['', '0', 'false'].includes(env.CI);
  return stdin.isTTY === true && stderr.isTTY === true && env.TERM !== 'dumb' && !isCi;
}
