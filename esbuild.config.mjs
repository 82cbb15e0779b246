import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { build } from 'esbuild';

/** What every bundle of ours has in common: ESM for the Node that Lambda runs. */
const common = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  sourcemap: true,
  legalComments: 'inline',
  logLevel: 'warning',
  metafile: true,
};

/** What users import. middy is bundled in: unbundled, its imports are most of a cold start. */
function buildLibrary() {
  return build({
    ...common,
    entryPoints: { index: 'src/index.ts', contracts: 'src/contracts/index.ts', http: 'src/http.ts' },
    outdir: 'dist',
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    target: 'node22',
    external: ['zod', 'hono', 'hono/*', '@hono/node-server'],
  });
}

/** What template.yaml deploys: one folder a function, holding one file and its source map. */
function buildHandlers() {
  return build({
    ...common,
    entryPoints: { 'diy/index': 'handlers/diy.ts', 'connector/index': 'handlers/connector.ts' },
    outdir: 'dist/handlers',
    outExtension: { '.js': '.mjs' },
    target: 'node24',
    minify: true,
  });
}

rmSync('dist', { recursive: true, force: true });
await Promise.all([buildLibrary(), buildHandlers()]);
execFileSync('tsc', ['-p', 'tsconfig.build.json'], { stdio: 'inherit' });
