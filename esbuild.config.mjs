import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

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

/** What each file that is built was made of: whose code is in it is told from this. */
const outputs = {};

async function build(options) {
  const { metafile } = await esbuild.build(options);
  Object.assign(outputs, metafile.outputs);
}

/** Puts something else in the place of a module that a package imports. */
const instead = (name, by, contents) => ({
  name: 'instead',
  setup: ({ onResolve, onLoad }) => {
    const found = { path: name, namespace: name };
    onResolve({ filter: new RegExp(`^${name}$`) }, ({ importer }) => (importer.includes(by) ? found : undefined));
    onLoad({ filter: /.*/, namespace: name }, () => ({ contents }));
  },
});

/** Parts of middy's text: its own deadline, which the core's makes needless, and what that is configured with. */
const middyDeadline = [
  /import { setTimeout } from "node:timers";\n/,
  /\ttimeoutEarlyInMillis: 5,\n\ttimeoutEarlyResponse: .*?\n\t},\n/s,
  /\tplugin\.timeoutEarly = .*?;\n/,
  /\t\/\/ context\.getRemainingTimeInMillis checked .*?const timeoutEarly = .*?;\n/s,
  /\t\t\t\tif \(timeoutEarly\) {.*?\n\t\t\t\t} else (?={)/s,
  /\t\t\tif \(timeoutID\) {.*?}\n/s,
  /\t\t\/\/ timeout should be aborted .*?}\n/s,
  /\tlet timeoutID;\n/,
];

/** Leaves out of middy what a handler never uses: its deadline, and the execution mode that it falls back on. */
const leanMiddy = [
  instead('./executionModeStandard.js', '@middy', 'export const executionModeStandard = undefined;'),
  {
    name: 'lean-middy',
    setup: ({ onLoad }) =>
      onLoad({ filter: /@middy[\\/]core[\\/]index\.js$/ }, ({ path }) => ({ contents: without(middyDeadline, path) })),
  },
];

/** The text of a file without some parts of it, each of which must be there. */
function without(parts, path) {
  return parts.reduce(
    (text, part) => {
      if (!part.test(text))
        throw new Error(`${path}: found nothing like ${part}, expected the version that this was made for.`);
      return text.replace(part, '');
    },
    readFileSync(path, 'utf8'),
  );
}

/**
 * Properties that no user sees: of what our own files hand each other, and of what middy is configured with. Minifiers
 * leave properties alone; short ones keep handlers small.
 */
const internals =
  /^(nonFinite|ended|flaw|isOpen|give|fail|late|answered|failed|kept|middyRequest|runRequest|executionMode|timeoutEarly\w*|beforePrefetch|request(Start|End)|(before|after)(Handler|Middleware))$/;

/**
 * What a handler is made with. One file, because each further one is a fiftieth of a cold start of who doesn't bundle it.
 * middy is bundled in: unbundled, its imports are most of a cold start.
 */
function buildEntry() {
  return build({
    ...common,
    entryPoints: { index: 'src/index.ts' },
    outdir: 'dist',
    target: 'node22',
    plugins: leanMiddy,
    mangleProps: internals,
  });
}

/** Takes the class of errors from the package's entry: of classes there is to be one in a process. */
const oneErrorClass = {
  name: 'one-error-class',
  setup: ({ onResolve }) =>
    onResolve({ filter: /\/extension-error\.ts$/ }, () => ({ path: 'integrator-extension-lambda', external: true })),
};

/** What goes with a handler or stands in its place. Builds of their own, so that a handler has no more files to load. */
function buildCompanions() {
  const companions = { contracts: 'src/contracts/index.ts', http: 'src/http.ts' };
  return Promise.all(
    Object.entries(companions).map(([name, path]) =>
      build({
        ...common,
        entryPoints: { [name]: path },
        outdir: 'dist',
        target: 'node22',
        external: ['zod', 'zod/*', 'hono', 'hono/*', '@hono/node-server'],
        plugins: [oneErrorClass],
        mangleProps: internals,
      }),
    ),
  );
}

/** The client of the platform's API: a build of its own, so that a handler has no more files to load for it. */
function buildPlatformClient() {
  return build({
    ...common,
    entryPoints: { 'platform-api': 'src/platform-api/index.ts' },
    outdir: 'dist',
    target: 'node22',
    external: ['ky'],
  });
}

/**
 * What authors test with. It imports the package by its name, so that its handler's errors are those that authors know;
 * and that is a build of its own, because what it shares would become further files for a handler to load. The fake
 * platform's server is a file apart, since only who starts it is to load hono.
 */
function buildHarness() {
  return build({
    ...common,
    entryPoints: { testing: 'src/testing.ts' },
    outdir: 'dist',
    splitting: true,
    chunkNames: 'chunks/testing-[name]-[hash]',
    target: 'node22',
    external: ['integrator-extension-lambda', 'integrator-extension-lambda/contracts', 'hono', '@hono/node-server'],
  });
}

/** YAML’s build for Node is CommonJS, which requires built-ins. */
const yaml = fileURLToPath(new URL('node_modules/yaml/browser/index.js', import.meta.url));

/** What runs flows: a build of its own, for the same reason. What reads files is loaded when there is such a file. */
function buildSimulator() {
  return build({
    ...common,
    entryPoints: { simulator: 'src/simulator/index.ts', 'simulator/forked-child': 'src/transport/forked-child.ts' },
    outdir: 'dist',
    splitting: true,
    chunkNames: 'simulator/chunks/[name]-[hash]',
    target: 'node22',
    external: ['zod', 'hono', 'hono/*', '@hono/node-server', '@aws-sdk/*'],
    alias: { yaml },
  });
}

const handlers = ['diy', 'connector', 'url', 'server'];

/** What template.yaml deploys, and the server: one folder a function, holding one file and its source map. */
function buildHandlers() {
  return build({
    ...common,
    entryPoints: Object.fromEntries(handlers.map((name) => [`${name}/index`, `handlers/${name}.ts`])),
    outdir: 'dist/handlers',
    outExtension: { '.js': '.mjs' },
    target: 'node24',
    minify: true,
    plugins: leanMiddy,
    // The runtime brings it.
    external: ['@aws-sdk/*'],
  });
}

/** Files of commands, each loaded when its command is given; `check` runs functions in a process of their own. */
const commands = ['init', 'list', 'stub', 'event', 'invoke', 'check', 'check-child', 'simulate', 'doctor', 'version'];

/** Leaves `import('./x.ts')` as it is, of the file that x is built to. */
const lazily = {
  name: 'lazily',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.\/.*\.ts$/ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path: path.replace(/\.ts$/, '.js'), external: true } : undefined,
    ),
};

/** The command line: what reads it is CommonJS, which starts sooner than ESM; each command is a file beside it. */
function buildCommandLine() {
  const main = {
    ...common,
    entryPoints: { main: 'src/cli/main.ts' },
    outdir: 'dist/cli',
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    target: 'node22',
    minify: true,
    // commander loads it for commands that are programs of their own.
    plugins: [lazily, instead('node:child_process', 'commander', '')],
  };
  const files = {
    ...common,
    entryPoints: {
      ...Object.fromEntries(commands.map((name) => [name, `src/cli/${name}.ts`])),
      'forked-child': 'src/transport/forked-child.ts',
    },
    outdir: 'dist/cli',
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    target: 'node22',
    // The colours are for tables that have some of their own.
    external: ['zod', 'hono', 'hono/*', '@hono/node-server', '@aws-sdk/*', '@colors/colors'],
    // What shows tables and progress is CommonJS, which requires built-ins.
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
    },
    alias: { yaml },
  };
  return Promise.all([build(main), build(files)]);
}

/** The page that shows what a simulated run told: a script and a style, to be put into it. */
function buildPage() {
  return build({
    ...common,
    entryPoints: { page: 'src/simulator/page/main.tsx' },
    outdir: 'dist/simulator',
    format: 'iife',
    platform: 'browser',
    target: 'es2023',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    minify: true,
    sourcemap: false,
    legalComments: 'none',
  });
}

rmSync('dist', { recursive: true, force: true });
await Promise.all([
  buildEntry(),
  buildCompanions(),
  buildPlatformClient(),
  buildHarness(),
  buildSimulator(),
  buildHandlers(),
  buildCommandLine(),
  buildPage(),
]);
chmodSync('dist/cli/main.cjs', 0o755);
execFileSync('tsc', ['-p', 'tsconfig.build.json'], { stdio: 'inherit' });
mkdirSync('.cache', { recursive: true });
writeFileSync('.cache/outputs.json', JSON.stringify(outputs));
