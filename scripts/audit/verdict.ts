/** The answer of npm in words, and its exit code. */
export interface Verdict {
  readonly code: 0 | 1 | 2;
  readonly text: string;
}

interface Vulnerability {
  readonly name: string;
  readonly severity: string;
  readonly range: string;
  /** Advisories; for a package that depends on a vulnerable one, its name. */
  readonly via: readonly (string | { readonly title: string; readonly url: string })[];
}

/**
 * Reads the output of `npm audit --json`. Any other output is a failure: it does not show that the packages are safe.
 */
export function readVerdict(output: string): Verdict {
  const said = parsed(output);
  const found = said?.vulnerabilities as Record<string, Vulnerability> | undefined;
  if (!found) {
    const why = said?.message ?? `npm audit has answered ${JSON.stringify(output.slice(0, 200))}`;
    return { code: 2, text: `Not audited, nothing is known: the registry could not be asked. ${why}` };
  }
  const lines = Object.values(found).map(formatLine);
  return lines.length > 0
    ? { code: 1, text: [...lines, `Vulnerable packages: ${lines.length}`].join('\n') }
    : { code: 0, text: 'No known vulnerabilities.' };
}

function formatLine({ name, severity, range, via }: Vulnerability): string {
  const causes = via.map((cause) => (typeof cause === 'string' ? `through ${cause}` : `${cause.title} ${cause.url}`));
  return `${severity}  ${name} ${range}: ${causes.join('; ')}`;
}

function parsed(output: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(output);
  } catch {
    return undefined;
  }
}
