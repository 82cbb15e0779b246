/**
 * Runs queries of CloudWatch Logs Insights on log lines: the commands fields, filter, stats, sort and limit, as far as
 * the template's queries use them. Anything else throws.
 */
import { parseExpression, type Row, splitAt } from './insights-expression.ts';

/** A log line, and the log group that it stands in. */
export interface LoggedLine {
  readonly log: string;
  readonly timestamp: string;
  readonly message: string;
}

type Rows = readonly Row[];

/** The rows that a query finds in log lines. A field that a row lacks is missing in it. */
export function runQuery(query: string, lines: readonly LoggedLine[]): Rows {
  return splitAt(query, '|').reduce<Rows>((rows, command) => runCommand(command.trim(), rows), lines.map(toRow));
}

/** Insights finds the fields of a line that is JSON at any depth: objects by their keys, lists by their positions. */
function toRow({ log, timestamp, message }: LoggedLine): Row {
  const row: Record<string, unknown> = { '@log': log, '@timestamp': timestamp, '@message': message };
  const flatten = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) row[path] = value;
    else for (const [key, item] of Object.entries(value)) flatten(item, path === '' ? key : `${path}.${key}`);
  };
  if (message.startsWith('{')) flatten(JSON.parse(message), '');
  return row;
}

function runCommand(command: string, rows: Rows): Rows {
  const [, name = '', rest = ''] = command.match(/^(\w+)\s+(.+)$/s) ?? [];
  const run = COMMANDS[name];
  if (!run) throw new Error(`Insights: found ${command}, expected one of ${Object.keys(COMMANDS).join(', ')}`);
  return run(rest, rows);
}

const COMMANDS: Record<string, (rest: string, rows: Rows) => Rows> = {
  filter: (rest, rows) => {
    const test = parseExpression(rest);
    return rows.filter((row) => test(row) === true);
  },
  fields: (rest, rows) => {
    const columns = splitAt(rest, ',').map((text) => ({ name: nameOf(text.trim()), read: parseExpression(text) }));
    return rows.map((row) => present(columns.map(({ name, read }) => [name, read(row)])));
  },
  sort: (rest, rows) => {
    const [, text = '', order] = rest.match(/^(\S+) (asc|desc)$/) ?? [];
    const read = parseExpression(text);
    const sign = order === 'asc' ? 1 : -1;
    return rows.toSorted((one, other) => sign * compare(read(one), read(other)));
  },
  limit: (rest, rows) => {
    if (!/^\d+$/.test(rest)) throw new Error(`Insights: found limit ${rest}, expected a number`);
    return rows.slice(0, Number(rest));
  },
  stats: (rest, rows) => runStats(rest, rows),
};

function compare(one: unknown, other: unknown): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return String(one ?? '').localeCompare(String(other ?? ''));
}

function runStats(rest: string, rows: Rows): Rows {
  const [values = '', by = '', ...more] = rest.split(/\s+by\s+/);
  if (more.length > 0) throw new Error(`Insights: found ${rest}, expected one "by"`);
  const keys = by === '' ? [] : splitAt(by, ',').map((text) => text.trim());
  const columns = splitAt(values, ',').map(parseColumn);
  const reads = keys.map((key) => parseExpression(key));
  const groups = Map.groupBy(rows, (row) => JSON.stringify(reads.map((read) => read(row) ?? null)));
  return [...groups.values()].map((group) =>
    present([
      ...keys.map((key, index): [string, unknown] => [nameOf(key), reads[index]?.(group[0] ?? {})]),
      ...columns.map(({ name, read }): [string, unknown] => [name, read(group)]),
    ]),
  );
}

interface Column {
  readonly name: string;
  readonly read: (group: Rows) => unknown;
}

/** `sum(a) / 1000 as seconds`: an aggregate, a number that divides it, and its name. */
function parseColumn(text: string): Column {
  const [, call = '', argument = '', divisor = '1', name = ''] =
    text.trim().match(/^(\w+)\((.*?)\)(?: \/ (\d+))? as (\w+)$/s) ?? [];
  const [of = '', extra] = splitAt(argument, ',').map((part) => part.trim());
  const aggregate = AGGREGATES[call];
  if (!aggregate)
    throw new Error(`Insights: found ${text}, expected ${Object.keys(AGGREGATES).join(', ')} … as a name`);
  if (of === '*') return { name, read: (group) => group.length / Number(divisor) };
  const read = parseExpression(of);
  return {
    name,
    read: (group) => {
      const numbers = group.map(read).filter((value) => typeof value === 'number');
      return numbers.length === 0 ? undefined : aggregate(numbers, Number(extra)) / Number(divisor);
    },
  };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

const AGGREGATES: Record<string, (numbers: number[], extra: number) => number> = {
  count: (numbers) => numbers.length,
  sum,
  avg: (numbers) => sum(numbers) / numbers.length,
  max: (numbers) => Math.max(...numbers),
  pct: (numbers, percent) => {
    const sorted = numbers.toSorted((one, other) => one - other);
    return sorted[Math.ceil((percent / 100) * sorted.length) - 1] ?? Number.NaN;
  },
};

function nameOf(text: string): string {
  return text.replaceAll('`', '');
}

function present(entries: readonly (readonly [string, unknown])[]): Row {
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== null));
}
