import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The page without any data: its script reads the calls, once it has the token. */
export const PAGE_DOCUMENT = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Live calls</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/page.css">
</head>
<body>
<div id="root"></div>
<noscript>This page needs JavaScript.</noscript>
<script src="/page.js"></script>
</body>
</html>
`;

/** Reads a built file of the page, which is found from the sources as well as from any built file. */
export async function readPageFile(name: 'page.js' | 'page.css'): Promise<string> {
  const manifest = createRequire(import.meta.url).resolve('integrator-extension-lambda/package.json');
  return readFile(join(dirname(manifest), 'dist', 'dev', name), 'utf8');
}
