import { type DiffLine, valueLines } from '../../../simulator/report/page/difference.ts';
import { ValueLines } from '../../../simulator/report/page/value-lines.tsx';
import { Fold } from './fold.tsx';

interface Props {
  readonly title: string;
  readonly value: unknown;
  /** What a screen reader calls the value; default: the title. */
  readonly label?: string;
}

/** JSON data that is opened on request. */
export function ValueFold({ title, value, label = title }: Props) {
  return <Fold title={title}>{() => <ValueLines lines={valueLines(value)} label={label} />}</Fold>;
}

/** The lines of the differences of a document: each path with the value before and after. */
export function listFieldLines(
  differences: readonly { readonly path: string; readonly before?: unknown; readonly after?: unknown }[],
): DiffLine[] {
  return differences.flatMap(({ path, ...values }) => [
    ...('before' in values ? valueLines(values.before, 'removed', 0, `${path}: `) : []),
    ...('after' in values ? valueLines(values.after, 'added', 0, `${path}: `) : []),
  ]);
}
