import { valueLines } from '../../../simulator/report/page/difference.ts';
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
