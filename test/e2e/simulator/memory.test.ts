import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { createFolder } from '../../cli/command-line.ts';

const { write } = createFolder();
const simulator = fileURLToPath(new URL('../../../src/simulator/index.ts', import.meta.url));

/** Measures the used heap at pages of a run and after it, each time after garbage collection. */
const program = write(
  'run.mjs',
  `
  import { writeFileSync } from 'node:fs';
  import { simulate } from ${JSON.stringify(simulator)};
  const count = Number(process.argv[2]);
  const from = new URL('./records.ndjson', import.meta.url).pathname;
  const module = new URL('./keep.mjs', import.meta.url).pathname;
  writeFileSync(module, 'export const keep = ({ data }) => data.map((one) => ({ data: one }));');
  writeFileSync(from, Array.from({ length: count }, (_, id) => JSON.stringify({ id, note: 'x'.repeat(80) }) + '\\n').join(''));
  let most = 0;
  const look = () => {
    gc();
    most = Math.max(most, process.memoryUsage().heapUsed);
  };
  const report = await simulate({
    name: 'memory',
    extension: { module },
    export: { file: from, pageSize: 1000 },
    import: { file: from.replace('records', 'out'), hooks: { preMap: 'keep' } },
  }, { journeys: 100, onProgress: ({ pages }) => pages % 10 === 0 && look() });
  console.log(JSON.stringify({ imported: report.totals.imported, mb: most / 2 ** 20 }));`,
);

const measure = (count: number) =>
  JSON.parse(
    execFileSync(process.execPath, ['--expose-gc', '--max-old-space-size=120', program, `${count}`], {
      encoding: 'utf8',
    }),
  );

it('takes as much memory for a hundred pages as for ten', () => {
  const [few, many] = [measure(10_000), measure(100_000)];
  expect([few.imported, many.imported]).toEqual([10_000, 100_000]);
  expect(many.mb).toBeLessThan(few.mb + 8);
}, 60_000);
