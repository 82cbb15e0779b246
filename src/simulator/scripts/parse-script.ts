import * as acorn from 'acorn';

/** Something in a script that the platform may not run, or that nothing can run. */
export interface ScriptProblem {
  readonly line: number;
  readonly message: string;
  /** Whether the script cannot run at all. */
  readonly isError: boolean;
}

/**
 * Parses a script as the platform's: in sloppy mode, and with `import` and `export` allowed.
 * @returns the program, or the syntax error with its line
 */
export function parseScript(content: string): acorn.Program | ScriptProblem {
  const options = { ecmaVersion: 'latest', sourceType: 'script', locations: true } as const;
  try {
    return acorn.parse(content, { ...options, allowImportExportEverywhere: true });
  } catch (thrown) {
    const { message, loc } = thrown as SyntaxError & { readonly loc: acorn.Position };
    return { line: loc.line, message: message.replace(/ \(\d+:\d+\)$/, ''), isError: true };
  }
}

/** Whether a node is a function, written out. */
export function isFunction(node: acorn.AnyNode): boolean {
  return /Function/.test(node.type);
}

/** The line of a node that was parsed with its locations. */
export function lineOf(node: acorn.Node): number {
  return (node.loc as acorn.SourceLocation).start.line;
}
