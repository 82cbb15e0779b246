import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Comparison } from './comparison.ts';
import { pack } from './page/packed.ts';
import type { RunReport } from './types.ts';

/** What a page has beside its report. */
export interface PageSettings {
  /** The path of server-sent events that reload the page, if it is served. */
  readonly events?: string;
  readonly comparison?: Comparison | undefined;
}

/** What a self-contained page is made of. */
export interface PageParts {
  /** The name of its script and style in `dist/simulator`. */
  readonly name: 'page' | 'app-page';
  readonly title: string;
  /** JSON data. */
  readonly data: unknown;
  /** The path of server-sent events that reload the page, if it is served. */
  readonly events?: string | undefined;
}

/** The page's script and style. */
interface Assets {
  readonly script: string;
  readonly style: string;
}

/** Renders the report of a run as one self-contained HTML page. */
export function renderHtml(report: RunReport, { events, comparison }: PageSettings = {}): Promise<string> {
  return renderPage({ name: 'page', title: report.flow, data: pack(report, comparison), events });
}

/**
 * Renders one self-contained HTML page: its policy lets only its own script and style run, and nothing be fetched. The
 * texts of a run are data in it, never markup or code.
 */
export async function renderPage({ name, title, data, events }: PageParts): Promise<string> {
  const { script, style } = await readAssets(name);
  const policy = [
    "default-src 'none'",
    `script-src '${computeHash(script)}'`,
    `style-src '${computeHash(style)}'`,
    'img-src data:',
    ...(events ? ["connect-src 'self'"] : []),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
${events ? `<meta name="reload" content="${escaped(events)}">\n` : ''}<title>${escaped(title)}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<div id="root"></div>
<script type="application/json" id="report">${jsonIn(data)}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** They are built, and found from the sources as well as from any built file. */
async function readAssets(page: PageParts['name']): Promise<Assets> {
  const manifest = createRequire(import.meta.url).resolve('integrator-extension-lambda/package.json');
  const read = (name: string) => readFile(join(dirname(manifest), 'dist', 'simulator', name), 'utf8');
  const [script, style] = await Promise.all([read(`${page}.js`), read(`${page}.css`)]);
  return { script, style };
}

function computeHash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** JSON in which no tag can begin or end. */
function jsonIn(data: unknown): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (found) => ENTITIES[found] ?? found);
}
