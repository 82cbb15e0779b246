/*
 * One token of a template: an escaped brace, a comment, a raw block, or an expression. Texts and names in brackets are
 * skipped, as braces within them open nothing.
 */
const TOKEN =
  /\\\\(?=\{\{)|\\\{\{|\{\{~?!--[\s\S]*?--~?\}\}|\{\{~?![\s\S]*?\}\}|\{\{\{\{(\s)?[\s\S]*?\{\{\{\{\/[^}]*\}\}\}\}|\{\{\{?~?(\s)?(?:"(?:[^"\\]|\\"?)*"|'(?:[^'\\]|\\'?)*'|\[[^\]]*\]|[^}"'[])*\}\}/g;

/** Finds the line of the first white space right after opening braces, which the platform refuses; undefined for none. */
export function findLeadingSpace(template: string): number | undefined {
  for (const match of template.matchAll(TOKEN)) {
    if (match[1] !== undefined || match[2] !== undefined) return template.slice(0, match.index).split('\n').length;
  }
  return undefined;
}
