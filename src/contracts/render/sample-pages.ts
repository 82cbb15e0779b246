import type { Contract } from '../contract.ts';

/** The lists in the sample's options that have one element for each record. */
export function listPages({ pages = [], sample }: Contract): string[] {
  return pages.filter((name) => name in sample.options);
}

/**
 * The options of a contract's sample, with pages of a given number of records. The sample's records are repeated with
 * ids of their own, so that functions can tell them apart.
 */
export function sampleOptions(contract: Contract, records?: number): Record<string, unknown> {
  const { options } = contract.sample;
  if (records === undefined) return options;
  const pages = listPages(contract).map((name) => [name, repeat(options[name] as unknown[], records)] as const);
  return { ...options, ...Object.fromEntries(pages) };
}

function repeat(page: readonly unknown[], length: number): unknown[] {
  return Array.from({ length }, (_, index) => {
    const place = index % page.length;
    return renumber(page[place], index - place);
  });
}

/** Raises the ids of a record: numbers, and texts that end in a number. */
function renumber(value: unknown, by: number, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => renumber(item, by));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, renumber(item, by, name)]));
  }
  if (!/id$/i.test(key)) return value;
  if (typeof value === 'number') return value + by;
  return typeof value === 'string' ? value.replace(/\d+$/, (digits) => String(Number(digits) + by)) : value;
}
