import { formatPath } from '../../shared/path.ts';
import { RecordFailure } from '../scope/record-failure.ts';
import { ConversionError } from './conversions.ts';
import type { Frame } from './frame.ts';
import { INDEX, type MappingLevel } from './mapping-level.ts';

/** Makes the value of an entry; undefined is no field. */
export type MakeValue = (frame: Frame) => unknown;

/** Makes a function that throws what goes wrong with its place, as `locateFailure` has it. */
export function guardValue(make: MakeValue, level: MappingLevel, extract: string): MakeValue {
  return (frame) => {
    try {
      return make(frame);
    } catch (thrown) {
      throw locateFailure(thrown, frame, level, extract);
    }
  };
}

/**
 * Puts the place in the output before what went wrong, and the extract after it: `lines[0].quantity: expected a number,
 * found "x" at $.items.quantity`.
 * @returns a RecordFailure; errors of other kinds as they are
 */
export function locateFailure(thrown: unknown, frame: Frame, level: MappingLevel, extract: string): unknown {
  const { source = 'mapping' } = level.settings;
  if (thrown instanceof ConversionError) {
    const { message, index, key = extract } = thrown;
    return new RecordFailure(source, 'mapping_error', `${formatOutput(frame, level, index)}: ${message} at ${key}`);
  }
  if (!(thrown instanceof RecordFailure)) return thrown;
  const message = `${formatOutput(frame, level, undefined)}: ${thrown.message} at ${extract}`;
  return new RecordFailure(thrown.source === 'mapping' ? source : thrown.source, thrown.code, message);
}

function formatOutput(frame: Frame, { output }: MappingLevel, index: number | undefined): string {
  const indexes: number[] = [];
  for (let at = frame; at.parent; at = at.parent) indexes.push(at.index);
  const keys = output.map((part) => (part === INDEX ? (indexes.pop() as number) : part));
  return formatPath('', index === undefined ? keys : [...keys, index]).replace(/^\./, '');
}
