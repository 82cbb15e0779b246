import { readFileSync } from 'node:fs';

/** The text of a page, by its path in the repository. */
export function readPage(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
}

/** The code blocks of a page in a language, in their order. */
export function listCode(page: string, language: string): string[] {
  return Array.from(
    page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm')),
    ([, code = '']) => code,
  );
}

/** The first cell of each row of a table below a line. */
export function listRows(page: string, header: string): string[] {
  const [, table = ''] = page.split(`${header}\n`);
  const rows = table.split('\n').slice(1);
  const end = rows.findIndex((row) => !row.startsWith('|'));
  return rows.slice(0, end).map((row) => String(row.split('|')[1]).trim());
}

/** Runs the code of a page that defines functions, and returns what it exports. `scope` has its imports by name. */
export function runExports(code: string, scope: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const exported = Array.from(code.matchAll(/^export const (\w+)/gm), ([, name]) => name);
  const body = code.replace(/^import .*$/gm, '').replace(/^export /gm, '');
  return new Function(...Object.keys(scope), `${body}; return { ${exported.join(', ')} };`)(...Object.values(scope));
}
