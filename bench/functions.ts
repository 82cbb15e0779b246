import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const original = fileURLToPath(new URL('original.ts', import.meta.url));

const ECHO = '{ diy: { answer: (options, callback) => callback(null, options) } }';

/** A preMap function with a contract. It returns each record of its page. */
const DEFINED = '{ diy: { answer: define.preMap(({ data }) => data.map((record) => ({ data: record }))) } }';

const BARE = 'export const handler = async (event) => event;';

const ORIGINAL = `
  import { createOriginalHandler } from ${JSON.stringify(original)};
  const run = createOriginalHandler(${ECHO});
  export const handler = (event, context) =>
    new Promise((resolve, reject) =>
      run(event, context, (error, response) => (error ? reject(error) : resolve(response))));
`;

const OURS = `
  import { createHandler } from 'integrator-extension-lambda';
  export const handler = createHandler(${ECHO});
`;

/**
 * The code of the compared Lambda functions. `control` is a second `bare`. Those that are not bundled find their
 * packages in node_modules, where npm puts them: users of the original deploy it this way.
 */
const SOURCES = {
  bare: BARE,
  control: BARE,
  original: ORIGINAL,
  unbundledOriginal: ORIGINAL,
  ours: OURS,
  unbundled: OURS,
  checked: `
    import { createHandler, define } from 'integrator-extension-lambda';
    import { enforce } from 'integrator-extension-lambda/contracts';
    export const handler = createHandler({ ...${DEFINED}, contracts: enforce });
  `,
  plain: `
    import { createHandler } from 'integrator-extension-lambda';
    export const handler = createHandler({ diy: { echo: (options) => options } });
  `,
};

export type FunctionName = keyof typeof SOURCES;

const UNBUNDLED: Partial<Record<FunctionName, string>> = {
  unbundled: 'integrator-extension-lambda',
  unbundledOriginal: 'integrator-extension',
};

/** Builds a function into a folder as it would be zipped, and returns the folder. */
export async function findFolder(name: FunctionName): Promise<string> {
  const folder = join(root, '.cache', 'bench', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const external = UNBUNDLED[name];
  await build({
    stdin: { contents: SOURCES[name], resolveDir: import.meta.dirname },
    outfile: join(folder, 'index.mjs'),
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // The alias would lead to the sources; the benchmark measures the built package.
    tsconfigRaw: {},
    external: external ? [external] : [],
    // The original is CommonJS and requires built-ins.
    ...(SOURCES[name] === ORIGINAL && { format: 'cjs', outfile: join(folder, 'index.cjs') }),
  });
  if (external) install(external, folder);
  return folder;
}

function install(name: string, folder: string): void {
  mkdirSync(join(folder, 'node_modules'));
  const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
  symlinkSync(dirname(manifest), join(folder, 'node_modules', name));
}
