import diff, { type Difference, type DifferenceRemove } from 'microdiff';

/** One line of a value, with its change. */
export interface DiffLine {
  readonly depth: number;
  readonly text: string;
  readonly mark?: 'added' | 'removed';
}

type DiffMark = DiffLine['mark'];

/** The lines of JSON data, with added and removed parts marked. */
export function differenceLines(before: unknown, after: unknown): DiffLine[] {
  if (!isHolder(before) || !isHolder(after) || Array.isArray(before) !== Array.isArray(after)) {
    return before === after ? valueLines(after) : [...valueLines(before, 'removed'), ...valueLines(after, 'added')];
  }
  const changed = new Map<string, Difference>();
  const removed = new Map<string, DifferenceRemove[]>();
  for (const one of diff(before, after, { cyclesFix: false })) {
    if (one.type !== 'REMOVE') changed.set(formatKey(one.path), one);
    else removed.set(formatKey(one.path.slice(0, -1)), [...(removed.get(formatKey(one.path.slice(0, -1))) ?? []), one]);
  }

  const visit = (value: unknown, path: readonly DiffKey[], label: string): DiffLine[] => {
    const change = changed.get(formatKey(path));
    if (change?.type === 'CREATE') return valueLines(value, 'added', path.length, label);
    if (change?.type === 'CHANGE') {
      const was = valueLines(change.oldValue, 'removed', path.length, label);
      return [...was, ...valueLines(value, 'added', path.length, label)];
    }
    if (!isHolder(value)) return valueLines(value, undefined, path.length, label);
    const gone = (removed.get(formatKey(path)) ?? []).flatMap((one) =>
      valueLines(one.oldValue, 'removed', path.length + 1, formatLabel(value, one.path.at(-1))),
    );
    const kept = listSteps(value).flatMap((step) => visit(value[step], [...path, step], formatLabel(value, step)));
    return around(value, [...kept, ...gone], undefined, path.length, label);
  };
  return visit(after, [], '');
}

/** The lines of JSON data, all with the same mark. */
export function valueLines(value: unknown, mark?: DiffMark, depth = 0, label = ''): DiffLine[] {
  if (!isHolder(value)) return [line(depth, `${label}${JSON.stringify(value) ?? 'undefined'}`, mark)];
  const inner = listSteps(value).flatMap((step) => valueLines(value[step], mark, depth + 1, formatLabel(value, step)));
  return around(value, inner, mark, depth, label);
}

type DiffKey = string | number;
type Holder = Readonly<Record<DiffKey, unknown>>;

function isHolder(value: unknown): value is Holder {
  return typeof value === 'object' && value !== null;
}

function listSteps(value: Holder): string[] {
  return Object.keys(value);
}

function formatLabel(holder: Holder, step: DiffKey | undefined): string {
  return Array.isArray(holder) ? '' : `${step}: `;
}

/** microdiff numbers the elements of lists, Object.keys names them. */
function formatKey(path: readonly DiffKey[]): string {
  return JSON.stringify(path.map(String));
}

function around(value: Holder, inner: readonly DiffLine[], mark: DiffMark, depth: number, label: string): DiffLine[] {
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  if (inner.length === 0) return [line(depth, `${label}${open}${close}`, mark)];
  return [line(depth, `${label}${open}`, mark), ...inner, line(depth, `${close}`, mark)];
}

function line(depth: number, text: string, mark: DiffMark): DiffLine {
  return mark ? { depth, text, mark } : { depth, text };
}
