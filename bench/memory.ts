/** Measures the peak memory of a function's process after 20 pages of 4.7 MB, at 512 MB, beside a bare handler's. */
import { findFolder } from './functions.ts';
import { type Figures, median, put, writePart } from './measure.ts';
import { pages } from './pages.ts';
import { host, readPeakMemory } from './runtime.ts';

const ROUNDS = 11;
const PAGES = 20;
const NAMES = ['bare', 'control', 'original', 'ours'] as const;

const body = JSON.stringify({ bearerToken: 'a one-time token', data: pages()['4.7 MB'] });
const folders = Object.fromEntries(
  await Promise.all(NAMES.map(async (name) => [name, await findFolder(name)] as const)),
);
const peaks = Object.fromEntries(NAMES.map((name) => [name, [] as number[]]));
for (let round = 0; round < ROUNDS; round++) {
  for (const name of NAMES) {
    const { invoke, pid, stop } = await host(folders[name] as string);
    for (let page = 0; page < PAGES; page++) await invoke(body);
    peaks[name]?.push(readPeakMemory(pid()));
    await stop();
  }
}

const of = (name: (typeof NAMES)[number]) => median(peaks[name] ?? []);
const figures: Figures = {};
const controls: Figures = {};
put(figures, 'memory over bare, MB', 'ours', of('ours') - of('bare'));
put(figures, 'memory over bare, MB', 'the original', of('original') - of('bare'));
put(controls, 'memory, bare ÷ bare', '4.7 MB', of('control') / of('bare'));
writePart({ figures, controls, megabytes: { bare: of('bare') } });
