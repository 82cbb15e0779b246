import { build } from 'esbuild';

const common = { entryPoints: ['src/index.js'], bundle: true, platform: 'node', target: 'node22' };
await build({ ...common, format: 'esm', outfile: 'dist/index.mjs' });
await build({ ...common, format: 'cjs', outfile: 'dist/index.cjs' });
