import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

/** A user's handler over the built package, bundled as the README shows. */
async function bundle(source: string): Promise<{ bytes: number; inputs: string[]; kept: string[]; imports: string[] }> {
  const { metafile, outputFiles } = await build({
    stdin: { contents: source, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    write: false,
    metafile: true,
    // The alias would lead to the sources.
    tsconfigRaw: {},
    outfile: 'index.mjs',
  });
  const [output] = Object.values(metafile.outputs);
  const asked = String(outputFiles[0]?.text).matchAll(/getBuiltinModule\("([^"]+)"\)/g);
  const imports = [
    ...(output?.imports.map(({ path }) => path) ?? []),
    ...Array.from(asked, ([, name]) => String(name)),
  ];
  const kept = Object.entries(output?.inputs ?? {}).flatMap(([path, { bytesInOutput }]) => (bytesInOutput ? path : []));
  return { bytes: output?.bytes ?? 0, inputs: Object.keys(metafile.inputs), kept, imports };
}

const PLAIN = `
  import { createHandler } from 'integrator-extension-lambda';
  export const handler = createHandler({ diy: { echo: (options: unknown) => options } });
`;

test('a handler over a plain module stays under 16,384 bytes', async () => {
  const { bytes } = await bundle(PLAIN);
  expect(bytes).toBeGreaterThan(1024);
  expect(bytes).toBeLessThanOrEqual(16_384);
});

test('a handler loads only cheap parts of Node', async () => {
  const { imports } = await bundle(PLAIN);
  expect(imports.sort()).toEqual(['node:async_hooks']);
});

test('a handler loads one file, the package’s entry', async () => {
  const { inputs } = await bundle(PLAIN);
  expect(inputs.sort()).toEqual(['<stdin>', 'dist/index.js']);
});

test('a function written with define brings no schema', async () => {
  const { inputs } = await bundle(`
    import { createHandler, define } from 'integrator-extension-lambda';
    export const handler = createHandler({ diy: { keep: define.preMap(({ data }) => data.map((one) => ({ data: one }))) } });
  `);
  expect(inputs.filter((path) => path.includes('zod'))).toEqual([]);
});

test('the platform’s client is in a handler that imports it, and in no other', async () => {
  const isPlatform = (path: string) => /platform-api|\/ky\//.test(path);
  const plain = await bundle(PLAIN);
  const calling = await bundle(`${PLAIN} export { createPlatform } from 'integrator-extension-lambda/platform-api';`);
  expect(plain.inputs.filter(isPlatform)).toEqual([]);
  expect(calling.inputs.filter(isPlatform).length).toBeGreaterThan(1);
  expect(calling.bytes - plain.bytes).toBeLessThan(48 * 1024);
});

test('the recorder is in a handler that imports it, and in no other; requests are captured by a part that loads alone', async () => {
  const isRecording = (path: string) => /recording/.test(path);
  const plain = await bundle(PLAIN);
  const recorded = await bundle(`
    import { createHandler } from 'integrator-extension-lambda';
    import { createS3Sink, recorder } from 'integrator-extension-lambda/recording';
    const record = recorder({ sink: createS3Sink({ bucket: 'b' }) });
    export const handler = createHandler({ diy: {}, logger: record.logger }).use(record);
  `);
  expect(plain.inputs.filter(isRecording)).toEqual([]);
  expect(recorded.inputs.filter(isRecording)).toContain('dist/recording.js');
  expect(recorded.inputs.filter((path) => /zod|@aws-sdk/.test(path))).toEqual([]);
  const entry = readFileSync(new URL('../../dist/recording.js', import.meta.url), 'utf8');
  expect(entry).toMatch(/import\("\.\/chunks\/recording-capture-http-/);
  expect(entry).not.toMatch(/from "\.\/chunks\/recording-capture-http-/);
});

test("a harness loads the fake platform's server only when one is started", () => {
  const entry = readFileSync(new URL('../../dist/testing.js', import.meta.url), 'utf8');
  expect(entry).toMatch(/import\("\.\/chunks\/testing-server-/);
  expect(entry).not.toMatch(/from "(hono|@hono|\.\/chunks\/testing-server)/);
});

test('runtime checks bring the small build of zod, and its English', async () => {
  const { kept, bytes } = await bundle(`
    import { createHandler } from 'integrator-extension-lambda';
    import { enforce } from 'integrator-extension-lambda/contracts';
    export const handler = createHandler({ diy: {}, contracts: enforce });
  `);
  const parts = kept.flatMap((path) => /\/zod\/v4\/(.*)/.exec(path)?.[1] ?? []);
  expect(parts).toContain('mini/schemas.js');
  expect(parts.filter((path) => path.startsWith('classic/') || path.includes('json-schema'))).toEqual([]);
  expect(parts.filter((path) => path.startsWith('locales/'))).toEqual(['locales/en.js']);
  // The suggestions for misspelt fields bring fastest-levenshtein; hints at common mistakes take 2 KB.
  expect(bytes).toBeLessThan(81 * 1024);
});

test('the built package carries middy and its licence', () => {
  const code = readFileSync(new URL('../../dist/index.js', import.meta.url), 'utf8');
  expect(code).toContain('Contains @middy/core');
});

test("errors of the other entries are instances of the main entry's class", () => {
  const require = createRequire(import.meta.url);
  const { ExtensionError } = require('../../dist/index.js');
  const { enforce } = require('../../dist/contracts.js');
  const { createApp } = require('../../dist/http.js');
  expect(() => enforce.enforce('ping', {}, { warn: () => {} })).toThrow(ExtensionError);
  expect(() => createApp({ diy: {} })).toThrow(ExtensionError);
});

test('the built package can be required', () => {
  const require = createRequire(import.meta.url);
  expect(require('../../dist/index.js')).toHaveProperty('createHandler');
  expect(require('../../dist/contracts.js')).toHaveProperty('enforce');
});
