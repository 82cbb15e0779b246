import { findNearest } from '../../shared/nearest.ts';
import type { Life } from '../life.ts';
import type { LifeEvent } from '../life-event.ts';

/**
 * Demands that the app file lists the edition or version that an event names. An empty list allows any, and so does an
 * event that the app is expected to refuse.
 * @throws EventFailed with the nearest right one
 */
export function demandNamed(
  life: Life,
  { text: named = '', path, fails }: LifeEvent,
  what: 'edition' | 'version',
  known: readonly string[],
): void {
  if (fails !== undefined || known.length === 0 || known.includes(named)) return;
  const expected = findNearest(named, known) ?? `one of ${known.join(', ')}`;
  throw life.refuse(`found the unknown ${what} "${named}", expected ${expected}, as the app lists its ${what}s`, path);
}
