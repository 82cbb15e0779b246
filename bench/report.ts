/** Writes the figures of bench/results.json into docs/performance.md, and draws docs/performance.svg. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { judge, type Verdict } from './budget.ts';
import { drawChart } from './chart.ts';
import type { Part } from './measure.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const PAGE = at('../docs/performance.md');

interface Results extends Part {
  readonly machine: Readonly<Record<string, string>>;
  readonly more: {
    readonly sample?: Readonly<Record<string, number>>;
    readonly coldMilliseconds?: Readonly<Record<string, number>>;
    readonly warmMilliseconds?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  };
}

const { figures, controls, machine, more }: Results = JSON.parse(readFileSync(at('results.json'), 'utf8'));

function shown(value: number | undefined): string {
  if (value === undefined) return '';
  return value >= 1000 ? value.toLocaleString('en') : String(Number(value.toPrecision(4)));
}

function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function mark({ met }: Verdict): string {
  return met === undefined ? '' : met ? 'met' : '**missed**';
}

const verdicts = judge(figures);
const results = formatTable(
  ['what', 'at', 'found', 'must', 'reach for', ''],
  verdicts.map((one) => [one.row, one.at, shown(one.value), shown(one.must), shown(one.reach), mark(one)]),
);
const noise = formatTable(
  ['the same thing twice', 'at', 'ratio'],
  Object.entries(controls).flatMap(([row, cases]) =>
    Object.entries(cases).map(([name, value]) => [row, name, shown(value)]),
  ),
);
const bundle = formatTable(
  ['file', 'bytes'],
  Object.entries(more.sample ?? {}).map(([file, bytes]) => [`\`${file}\``, shown(bytes)]),
);

/** Puts text between the two comments that name a part of the page. */
function fill(page: string, part: string, text: string): string {
  const parts = page.split(new RegExp(`(?<=<!-- ${part} -->\n)[^]*(?=<!-- end of ${part} -->)`));
  if (parts.length !== 2) throw new Error(`docs/performance.md: found no part "${part}", expected one.`);
  return parts.join(`\n${text}\n\n`);
}

const taken = `Node ${machine.node} on ${machine.platform}, ${machine.arch}, ${machine.processors} processors.`;
const page = readFileSync(PAGE, 'utf8');
writeFileSync(PAGE, fill(fill(fill(page, 'figures', `${taken}\n\n${results}`), 'noise', noise), 'bundle', bundle));
const { coldMilliseconds = {}, warmMilliseconds = {} } = more;
const cases = [
  { title: 'Cold start: from the start of the process to its first answer', milliseconds: coldMilliseconds },
  ...Object.entries(warmMilliseconds).map(([page, milliseconds]) => ({ title: `Warm call: ${page}`, milliseconds })),
];
writeFileSync(at('../docs/performance.svg'), drawChart(cases.filter(({ milliseconds }) => 'ours' in milliseconds)));
