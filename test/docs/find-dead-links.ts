import { dirname, join, normalize } from 'node:path';

/**
 * Finds the relative links of a Markdown page that lead to no file, or to no heading of a page.
 * @param page the page's path, relative to the root that `read` and `exists` know
 */
export function findDeadLinks(
  page: string,
  read: (path: string) => string,
  exists: (path: string) => boolean,
): string[] {
  const text = read(page).replace(/^```[\s\S]*?^```/gm, '');
  const links = Array.from(text.matchAll(/\]\(([^)\s]+)\)/g), ([, target = '']) => target);
  return links.filter((target) => {
    if (/^[a-z]+:/.test(target)) return false;
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? page : normalize(join(dirname(page), decodeURI(path)));
    if (!exists(file)) return true;
    return anchor !== undefined && file.endsWith('.md') && !listAnchors(read(file)).includes(anchor);
  });
}

/** The anchors that GitHub gives to the headings of a page. */
function listAnchors(text: string): string[] {
  const headings = text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#+ (.+)$/gm);
  return Array.from(headings, ([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  );
}
