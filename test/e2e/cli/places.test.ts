import { build } from 'esbuild';
import { beforeAll, expect, it } from 'vitest';
import { createFolder, runBuilt } from '../../cli/command-line.ts';

const { folder, path } = createFolder({
  'package.json': '{"type":"module"}',
  'src/orders.ts': `import { createHandler, define } from 'integrator-extension-lambda';

interface Order { id: number; lines?: { sku: string }[] }

export const tidy = define.preMap<Order>(({ data }) => {
  return data.map((order) => ({ data: { ...order, sku: (order.lines as { sku: string }[]).map((line) => line.sku) } }));
});

export const handler = createHandler({ diy: { tidy } });
`,
  'source.flow.yaml': flowOf('src/orders.ts'),
  'bundle.flow.yaml': flowOf('dist/index.mjs'),
});

function flowOf(module: string): string {
  return `name: orders
extension: { module: ${module} }
export: { records: [{ id: 1 }] }
import: { echo: true, hooks: { preMap: tidy } }
`;
}

/** The bundle lies beside its map, as it is deployed. */
beforeAll(() =>
  build({
    entryPoints: { index: path('src/orders.ts') },
    outdir: path('dist'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    sourcemap: true,
    platform: 'node',
    format: 'esm',
    legalComments: 'none',
  }),
);

it.each([
  ['a source', 'src/orders.ts'],
  ['a bundle with its map beside it', 'dist/index.mjs'],
])(
  'invoke shows where %s threw, in the author’s file, and no frame of its own',
  { timeout: 60_000 },
  async (_, module) => {
    const { code, err } = await runBuilt(['invoke', module, 'tidy', '--kind', 'preMap'], { cwd: folder });
    const frames = err.split('\n').filter((line) => /^ +at /.test(line));
    expect(code).toBe(1);
    expect(frames[0]).toMatch(/src\/orders\.ts:6:\d+\)?$/);
    expect(frames.filter((frame) => !/src\/orders\.ts|<anonymous>/.test(frame))).toEqual([]);
  },
);

it.each(['source', 'bundle'])('simulate shows where a function of a %s threw', { timeout: 60_000 }, async (from) => {
  const { out, code } = await runBuilt(['simulate', `${from}.flow.yaml`, '--quiet'], { cwd: folder });
  expect(code).toBe(1);
  expect(out).toMatch(/error-thrown {2}preMap \(tidy\), page 0: TypeError: [^\n]* At src\/orders\.ts:6:\d+\.\n/);
});
