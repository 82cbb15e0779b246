import { readFileSync } from 'node:fs';
import { suggest } from '../../../shared/nearest.ts';
import { CliError } from '../../cli-error.ts';

/** A page of the package's documentation. */
export interface Guide {
  /** The name of its file: `functions.md`. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
}

const folder = new URL('../../../../docs/', import.meta.url);

/** Lists the pages as docs/llms.txt has them. */
export function listGuides(): Guide[] {
  const index = readFileSync(new URL('llms.txt', folder), 'utf8');
  return Array.from(
    index.matchAll(/^- \[(.+)\]\(([\w-]+\.md)\): (.+)$/gm),
    ([, title = '', name = '', description = '']) => ({
      name,
      title,
      description,
    }),
  );
}

/** Reads a page. @throws CliError naming the pages */
export function readGuide(name: string): string {
  const names = listGuides().map((guide) => guide.name);
  if (names.includes(name)) return readFileSync(new URL(name, folder), 'utf8');
  const message = `page: found "${name}", expected one of ${names.join(', ')}${suggest(name, names)}`;
  throw new CliError('unknown_page', message, 2);
}

/**
 * Reads the section under a heading of a page, with the sections in it.
 * @throws CliError naming the headings
 */
export function readSection(name: string, heading: string): string {
  const lines = readGuide(name).split('\n');
  const headings = listHeadings(lines);
  const found = headings.find(({ text }) => text.toLowerCase() === heading.toLowerCase());
  if (!found) {
    const texts = headings.map(({ text }) => text);
    const message = `section: found "${heading}", expected one of ${texts.join(', ')}${suggest(heading, texts)}`;
    throw new CliError('unknown_section', message, 2);
  }
  const next = headings.find(({ line, level }) => line > found.line && level <= found.level);
  return `${lines.slice(found.line, next?.line).join('\n').trimEnd()}\n`;
}

/** Lists the headings of a page in Markdown; a comment of a shell is none. */
function listHeadings(lines: readonly string[]) {
  let isCode = false;
  return lines.flatMap((text, line) => {
    if (text.trimStart().startsWith('```')) isCode = !isCode;
    const [, marks, title] = (!isCode && /^(#+) (.+)$/.exec(text)) || [];
    return marks && title ? [{ line, level: marks.length, text: title }] : [];
  });
}
