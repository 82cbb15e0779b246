/** Measures from the start of a process to its first answer, through the real runtime client. */
import { type FunctionName, findFolder } from './functions.ts';
import { type Figures, median, medianRatio, put, writePart } from './measure.ts';
import { host } from './runtime.ts';

const ROUNDS = Number(process.argv[3] ?? 300);
const NAMES = [
  'bare',
  'control',
  'original',
  'unbundledOriginal',
  'ours',
  'checked',
  'unbundled',
] as const satisfies FunctionName[];
const EVENT = JSON.stringify({ bearerToken: 'a one-time token', _exportId: 'e', data: [{ id: 1 }] });

const folders = Object.fromEntries(
  await Promise.all(NAMES.map(async (name) => [name, await findFolder(name)] as const)),
);
const times = Object.fromEntries(NAMES.map((name) => [name, [] as number[]]));

for (let round = -1; round < ROUNDS; round++) {
  for (const name of round % 2 ? NAMES.toReversed() : NAMES) {
    const { invoke, stop } = await host(folders[name] as string);
    const start = performance.now();
    await invoke(EVENT);
    const took = performance.now() - start;
    await stop();
    // The first round reads files that are in no cache yet.
    if (round >= 0) times[name]?.push(took);
  }
}

const of = (name: (typeof NAMES)[number]) => times[name] ?? [];
const divide = (name: (typeof NAMES)[number], other: (typeof NAMES)[number]) => medianRatio(of(name), of(other));
const figures: Figures = {};
const controls: Figures = {};
put(figures, 'cold start ÷ bare', 'bundled', divide('ours', 'bare'));
put(figures, 'cold start ÷ bare', 'with contract checks', divide('checked', 'bare'));
put(figures, 'cold start ÷ bare', 'not bundled', divide('unbundled', 'bare'));
put(figures, 'cold start ÷ bare', 'the original', divide('unbundledOriginal', 'bare'));
put(figures, 'cold start ÷ the original', 'as its users deploy it', divide('ours', 'unbundledOriginal'));
put(figures, 'cold start ÷ the original', 'bundled as ours is', divide('ours', 'original'));
put(controls, 'cold start, bare ÷ bare', 'bundled', divide('control', 'bare'));
const coldMilliseconds = {
  ours: median(of('ours')),
  bare: median(of('bare')),
  original: median(of('unbundledOriginal')),
};
writePart({ figures, controls, coldMilliseconds });
