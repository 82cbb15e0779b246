/** Measures from the start of a process to its first answer, through the real runtime client. */
import { type FunctionName, findFolder } from './functions.ts';
import { type Figures, median, put, writePart } from './measure.ts';
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

const of = (name: (typeof NAMES)[number]) => median(times[name] ?? []);
const figures: Figures = {};
const controls: Figures = {};
put(figures, 'cold start ÷ bare', 'bundled', of('ours') / of('bare'));
put(figures, 'cold start ÷ bare', 'with contract checks', of('checked') / of('bare'));
put(figures, 'cold start ÷ bare', 'not bundled', of('unbundled') / of('bare'));
put(figures, 'cold start ÷ bare', 'the original', of('unbundledOriginal') / of('bare'));
put(figures, 'cold start ÷ the original', 'as its users deploy it', of('ours') / of('unbundledOriginal'));
put(figures, 'cold start ÷ the original', 'bundled as ours is', of('ours') / of('original'));
put(controls, 'cold start, bare ÷ bare', 'bundled', of('control') / of('bare'));
const coldMilliseconds = { ours: of('ours'), bare: of('bare'), original: of('unbundledOriginal') };
writePart({ figures, controls, coldMilliseconds });
