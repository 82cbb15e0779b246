import { execFileSync } from 'node:child_process';
import { chmodSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { leanMiddy } from './scripts/build/lean-middy.ts';

const common = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  outdir: 'dist',
  sourcemap: true,
  legalComments: 'inline',
  logLevel: 'warning',
  metafile: true,
  loader: { '.wasm': 'binary' },
};

const self = [
  'integrator-extension-lambda',
  'integrator-extension-lambda/contracts',
  'integrator-extension-lambda/simulator',
];
const http = ['hono', 'hono/*', '@hono/node-server'];
/** The Node builds of these are CommonJS, which an ES module can't require built-ins through. */
const alias = {
  yaml: fileURLToPath(new URL('node_modules/yaml/browser/index.js', import.meta.url)),
  debug: createRequire(fileURLToPath(import.meta.resolve('@mswjs/interceptors'))).resolve('debug/src/browser.js'),
};

/** Keeps `import('./x.ts')` lazy: each command is a file of its own beside the program. */
const lazyCommands = {
  name: 'lazy-commands',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.\/.*\.ts$/ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path: path.replace(/\.ts$/, '.js'), external: true } : undefined,
    ),
};

/** Scripts find the libraries of the platform as texts: they are evaluated apart from everything of this process. */
const librarySources = {
  name: 'library-sources',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]scripts[\\/]library-sources\.ts$/ }, () => ({
      contents: `import dayjs from 'dayjs/dayjs.min.js' with { type: 'text' };
        import sjcl from 'sjcl/sjcl.js' with { type: 'text' };
        export const librarySources = { dayjs, sjcl };`,
      resolveDir: import.meta.dirname,
    })),
};

/** The parser of captured requests is a file beside its library: it becomes a part of the bundle. */
const httpParser = {
  name: 'http-parser',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]interceptors[\\/]lib[\\/]node[\\/]source-[^\\/]*\.js$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      const read = 'fs.readFileSync(new URL("./llhttp/llhttp.wasm", wasmBaseUrl))';
      if (!source.includes(read)) throw new Error(`${path}: found no ${read}.`);
      return {
        contents: `import parser from './llhttp/llhttp.wasm';\n${source.replace(read, () => 'parser')}`,
        loader: 'js',
      };
    }),
};

/** Some dependencies are CommonJS and require built-ins. */
const requires = {
  js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
};

const commands = globSync('src/cli/commands/{*,*/index,*/worker}.ts');
const toEntry = (file, root) => [file.slice(root.length, -'.ts'.length), file];

const builds = [
  // The package's entry points. Separate builds, so that importing one never loads chunks of another.
  // It is read in each cold start of those who do not bundle. Without white space, bundlers could leave out less of it.
  {
    entryPoints: { index: 'src/index.ts' },
    plugins: [leanMiddy],
    minifySyntax: true,
    minifyIdentifiers: true,
  },
  { entryPoints: { contracts: 'src/contracts/index.ts' }, external: ['zod', 'zod/*'] },
  { entryPoints: { http: 'src/http/index.ts' }, external: http },
  { entryPoints: { 'platform-api': 'src/platform-api/index.ts' }, external: ['ky'] },
  {
    entryPoints: { recording: 'src/recording/index.ts' },
    splitting: true,
    chunkNames: 'chunks/recording-[name]-[hash]',
    external: ['@aws-sdk/*'],
    alias,
    plugins: [httpParser],
  },
  {
    entryPoints: { testing: 'src/testing/index.ts' },
    splitting: true,
    chunkNames: 'chunks/testing-[name]-[hash]',
    external: [...self, ...http, 'zod', 'zod/*'],
    alias,
    plugins: [httpParser],
  },
  {
    entryPoints: {
      simulator: 'src/simulator/index.ts',
      'simulator/child-process-worker': 'src/transport/child-process-worker.ts',
      'simulator/flow-module-worker': 'src/simulator/flow/flow-module-worker.ts',
      'simulator/record-module-worker': 'src/simulator/modules/record-module-worker.ts',
      'simulator/script-worker': 'src/simulator/scripts/script-worker.ts',
    },
    plugins: [librarySources, httpParser],
    splitting: true,
    chunkNames: 'simulator/chunks/[name]-[hash]',
    external: ['zod', ...http, '@aws-sdk/*'],
    banner: requires,
    alias,
  },
  // What template.yaml deploys: one folder per function.
  {
    entryPoints: Object.fromEntries(globSync('handlers/*.ts').map((file) => [`${basename(file, '.ts')}/index`, file])),
    outdir: 'dist/handlers',
    plugins: [leanMiddy],
    outExtension: { '.js': '.mjs' },
    target: 'node24',
    minify: true,
    external: ['@aws-sdk/*'],
  },
  // The command line. CommonJS starts faster than ESM. Nobody debugs into it: maps would be a fifth of the package.
  {
    entryPoints: { main: 'src/cli/main.ts' },
    outdir: 'dist/cli',
    sourcemap: false,
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    minify: true,
    plugins: [lazyCommands],
  },
  {
    entryPoints: Object.fromEntries([
      ...commands.map((file) => toEntry(file, 'src/cli/')),
      toEntry('src/cli/commands/mcp/block-network.ts', 'src/cli/'),
      toEntry('src/transport/child-process-worker.ts', 'src/transport/'),
      toEntry('src/simulator/flow/flow-module-worker.ts', 'src/simulator/flow/'),
      toEntry('src/simulator/modules/record-module-worker.ts', 'src/simulator/modules/'),
      toEntry('src/simulator/scripts/script-worker.ts', 'src/simulator/scripts/'),
    ]),
    plugins: [librarySources, httpParser],
    outdir: 'dist/cli',
    sourcemap: false,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    external: ['zod', ...http, '@aws-sdk/*', '@colors/colors'],
    banner: requires,
    alias,
  },
  // The report pages of the simulator, and the page of live development.
  {
    entryPoints: {
      'simulator/page': 'src/simulator/report/page/main.tsx',
      'simulator/app-page': 'src/lifecycle/report/page/main.tsx',
      'dev/page': 'src/dev/page/main.tsx',
    },
    format: 'iife',
    platform: 'browser',
    target: 'es2023',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    minify: true,
    sourcemap: false,
    legalComments: 'none',
  },
];

rmSync('dist', { recursive: true, force: true });
const results = await Promise.all(builds.map((options) => build({ ...common, ...options })));
chmodSync('dist/cli/main.cjs', 0o755);
// Nobody steps through the code of other packages, and it would be a third of the published bytes.
for (const file of globSync('dist/**/*.{js,cjs}.map')) {
  const map = JSON.parse(readFileSync(file, 'utf8'));
  const isOwn = map.sources.map((path) => !path.includes('node_modules/'));
  if (isOwn.includes(true)) {
    const sourcesContent = map.sourcesContent.map((code, index) => (isOwn[index] ? code : null));
    writeFileSync(file, JSON.stringify({ ...map, sourcesContent }));
  } else {
    const built = file.replace(/\.map$/, '');
    writeFileSync(built, readFileSync(built, 'utf8').replace(/\n\/\/# sourceMappingURL=.*\n$/, '\n'));
    rmSync(file);
  }
}
execFileSync('tsc', ['-p', 'src'], { stdio: 'inherit' });
execFileSync(process.execPath, ['scripts/document-types.ts'], { stdio: 'inherit' });
// The files of new projects. In a project, the bundle is in dist.
mkdirSync('dist/cli/project', { recursive: true });
for (const file of ['template.yaml', 'samconfig.toml'])
  writeFileSync(`dist/cli/project/${file}`, readFileSync(file, 'utf8').replaceAll(/dist\/handlers\/\w+/g, 'dist'));
// Read by scripts/notices/index.ts and bench/bundle.ts.
mkdirSync('.cache', { recursive: true });
writeFileSync(
  '.cache/outputs.json',
  JSON.stringify(Object.assign({}, ...results.map(({ metafile }) => metafile.outputs))),
);
