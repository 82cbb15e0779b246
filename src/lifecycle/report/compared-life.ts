import type { Comparison } from '../../simulator/report/comparison.ts';
import type { LifeReport } from '../life-report.ts';

/** A report of a life as its page holds it. */
export interface ComparedLife extends LifeReport {
  /** The changes since a baseline, if there is one. */
  readonly comparison?: Comparison;
}
