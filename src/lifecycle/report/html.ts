import type { Comparison } from '../../simulator/report/comparison.ts';
import { renderPage } from '../../simulator/report/html.ts';
import type { LifeReport } from '../life-report.ts';
import type { ComparedLife } from './compared-life.ts';

/** Renders the report of a life as one self-contained HTML page, which shows the changes since a baseline, too. */
export function renderLifeHtml(report: LifeReport, comparison?: Comparison): Promise<string> {
  const data: ComparedLife = { ...report, ...(comparison && { comparison }) };
  return renderPage({ name: 'app-page', title: report.app, data });
}
