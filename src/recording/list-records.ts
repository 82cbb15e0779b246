import { getOwn } from '../shared/own-property.ts';
import type { Recording } from './recording.ts';

/** The options that hold records, in the order in which they are taken. */
export const RECORD_OPTIONS = ['data', 'postMapData', 'preMapData', 'postResponseMapData'];

/** Lists the records of a recorded call: those that it was sent, else those that it answered with. None has none. */
export function listRecords({ options, response }: Pick<Recording, 'options' | 'response'>): readonly unknown[] {
  const lists = [...RECORD_OPTIONS.map((name) => getOwn(options, name)), getOwn(response, 'data')];
  return lists.find((list) => Array.isArray(list)) ?? [];
}
