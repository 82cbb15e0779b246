/** Measures the bundle of a plain handler, and attributes each byte of the sample's bundle to its package. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findFolder } from './functions.ts';
import { type Figures, put, writePart } from './measure.ts';

interface Output {
  readonly bytes: number;
  readonly inputs: Record<string, { readonly bytesInOutput: number }>;
}

const figures: Figures = {};
put(figures, 'bundle, bytes', 'plain handler', readFileSync(join(await findFolder('plain'), 'index.mjs')).length);

/** esbuild's metafile of the bundle that template.yaml deploys. */
const outputs: Record<string, Output> = JSON.parse(readFileSync('.cache/outputs.json', 'utf8'));
const { bytes, inputs } = outputs['dist/handlers/diy/index.mjs'] as Output;
const sample = Object.entries(inputs)
  .map(([file, { bytesInOutput }]) => [file, bytesInOutput] as const)
  .filter(([, size]) => size > 0)
  .sort(([, a], [, b]) => b - a);
const named = sample.reduce((sum, [, size]) => sum + size, 0);
put(figures, 'bundle, bytes', 'sample extension', bytes);
writePart({
  figures,
  controls: {},
  sample: Object.fromEntries([...sample, ['(comments, imports and exports)', bytes - named]]),
});
