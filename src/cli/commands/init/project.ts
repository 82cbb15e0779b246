import { toJson } from '../../../contracts/render/literal.ts';
import { toGroup } from '../../../core/groups.ts';
import { APP } from './app-files.ts';
import type { Project, ProjectOptions } from './flavour.ts';
import { BASELINE, FLOW } from './flow-files.ts';
import { CONNECTOR_ID, FUNCTIONS, toSectionType } from './functions.ts';
import { readPackageFile } from './own.ts';
import { hostFile } from './sources.ts';

interface OwnPackage {
  readonly name: string;
  readonly version: string;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** The files for npm, the compiler, the bundler and git, by their path. */
export function projectFiles(project: Project): [string, string][] {
  const { language } = project.flavour;
  return [
    ['package.json', `${JSON.stringify(createPackage(project), null, 2)}\n`],
    ['esbuild.config.mjs', createBundling(`src/${hostFile(project.flavour)}`)],
    ['.gitignore', IGNORED],
    ['.env.example', project.flavour.target === 'server' ? `${ENVIRONMENT}${SERVER_ENVIRONMENT}` : ENVIRONMENT],
    ['biome.json', `${toJson(BIOME)}\n`],
    language === 'ts' ? ['tsconfig.json', `${toJson(TSCONFIG)}\n`] : ['jsconfig.json', `${toJson(JSCONFIG)}\n`],
  ];
}

function createPackage({ name, flavour }: Project): object {
  const { language, kind, generation, target } = flavour;
  const isApp = kind === 'connector';
  const own = JSON.parse(readPackageFile('package.json')) as OwnPackage;
  const tools = ['@biomejs/biome', '@types/node', 'esbuild', ...(language === 'ts' ? ['typescript'] : [])];
  const module = `src/index.${language}`;
  const type = generation === '1.0' ? ` --type ${toSectionType('preMap')}` : '';
  return {
    name,
    version: '1.0.0',
    private: true,
    type: 'module',
    engines: { node: '>=22.18' },
    scripts: {
      start: `integrator-extension simulate ${FLOW} --html report.html${isApp ? ' && npm run --silent app' : ''}`,
      ...(isApp && { app: `integrator-extension simulate ${APP} --html app-report.html` }),
      dev: `integrator-extension simulate ${FLOW} --watch`,
      call: `integrator-extension invoke ${module} ${FUNCTIONS.preMap}${type}`,
      test: `node --test && integrator-extension simulate ${FLOW} --quiet --compare ${BASELINE}${isApp ? ` && integrator-extension simulate ${APP} --quiet` : ''}`,
      baseline: `integrator-extension simulate ${FLOW} --quiet --save-baseline ${BASELINE}`,
      lint: 'biome check',
      format: 'biome check --write',
      check: `${language === 'ts' ? 'tsc && ' : ''}integrator-extension check ${module} ${isApp ? nameChecked(generation) : '--imports'}`,
      build: 'node esbuild.config.mjs',
      ...(target === 'lambda'
        ? { deploy: 'npm run --silent build && sam build && sam deploy' }
        : { serve: 'npm run --silent build && node --enable-source-maps dist/index.mjs' }),
    },
    // Its install script only makes the command slightly faster.
    allowScripts: { esbuild: false },
    // `dev` hosts the module as this connector, under the name that the template deploys.
    ...(isApp && {
      'integrator-extension': { functions: { [`${name}-${kind}`]: { module, connector: CONNECTOR_ID } } },
    }),
    dependencies: { [own.name]: own.version },
    devDependencies: Object.fromEntries(tools.map((tool) => [tool, own.devDependencies[tool]])),
  };
}

/** Functions of the app's life need an account: its simulation tries them. */
function nameChecked(generation: ProjectOptions['generation']): string {
  const names = Object.entries(FUNCTIONS) as [keyof typeof FUNCTIONS, string][];
  return names
    .map(([kind, name]) => (generation === '1.0' ? `${toGroup(toSectionType(kind))}.${name}` : name))
    .join(' ');
}

const IGNORED = `node_modules/
dist/
.aws-sam/
events-failing/
.integrator-extension/
*report.html
.env
`;

const ENVIRONMENT = `# The secrets of flows/orders.flow.yaml. Copy this to .env, which git ignores, and load it into your shell:
# set -a; . ./.env; set +a
SHOP_PASSWORD=
`;

const SERVER_ENVIRONMENT = `
# The system token of the stack record in integrator.io, for npm run serve.
TOKEN=
`;

const BIOME = {
  $schema: './node_modules/@biomejs/biome/configuration_schema.json',
  vcs: { enabled: true, clientKind: 'git', useIgnoreFile: true },
  files: { includes: ['**', '!events', '!flows/*.json', '!test/recordings'] },
  formatter: { indentStyle: 'space', lineWidth: 120 },
  javascript: { formatter: { quoteStyle: 'single' } },
};

/** Editors check the code by the types of the package and of JSDoc. */
const JSCONFIG = {
  compilerOptions: {
    checkJs: true,
    noEmit: true,
    module: 'nodenext',
    target: 'es2024',
    lib: ['es2024'],
    types: ['node'],
    skipLibCheck: true,
  },
  include: ['src', 'test'],
};

const TSCONFIG = {
  compilerOptions: {
    target: 'es2024',
    lib: ['es2024'],
    module: 'nodenext',
    types: ['node'],
    strict: true,
    noImplicitReturns: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    erasableSyntaxOnly: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    noEmit: true,
  },
  include: ['src', 'test'],
};

/**
 * Renders the configuration of the bundler.
 * @param entry the path of the file that exports the handler
 * @param format that of the entry: the exports of CommonJS have no names in an ES module
 */
export function createBundling(entry: string, format: 'esm' | 'cjs' = 'esm'): string {
  const banner = `  // CommonJS packages call \`require\` of what Node has built in, and an ES module has none.
  banner: { js: "const require = process.getBuiltinModule('node:module').createRequire(import.meta.url);" },
`;
  return `import { build } from 'esbuild';

/** What is deployed: one file and its source map. */
await build({
  entryPoints: { index: '${entry}' },
  outdir: 'dist',
  outExtension: { '.js': '${format === 'esm' ? '.mjs' : '.cjs'}' },
  bundle: true,
  minify: true,
  sourcemap: true,
  platform: 'node',
  format: '${format}',
  target: 'node24',
  legalComments: 'inline',
  logLevel: 'warning',
${format === 'esm' ? banner : ''}});
`;
}
