import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findDeadLinks } from './find-dead-links.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const pages = ['*.md', 'docs/*.md', 'bench/*.md'].flatMap((pattern) => globSync(pattern, { cwd: root }));
const read = (path: string) => readFileSync(join(root, path), 'utf8');

describe('The links of the pages', () => {
  it.each(pages)('%s has no dead link', (page) => {
    const exists = (path: string) => existsSync(join(root, path));
    expect(findDeadLinks(page, read, exists)).toEqual([]);
  });

  it('lead from the README to every guide', () => {
    const links = read('README.md').matchAll(/\]\((docs\/[\w-]+\.md)/g);
    const guides = globSync('docs/*.md', { cwd: root });
    expect(new Set(Array.from(links, ([, path]) => path))).toEqual(new Set(guides));
    expect(guides.every((guide) => relative('docs', dirname(guide)) === '')).toBe(true);
  });
});
