import type { LifeLogLine } from './life-report.ts';

/** Reads a line of a function: of its logger, or of the console. */
export function readLogLine(line: string): LifeLogLine {
  try {
    const { level, message, ...fields } = JSON.parse(line);
    if (typeof level !== 'string' || typeof message !== 'string') return { level: 'info', message: line };
    return { level, message, ...(Object.keys(fields).length > 0 && { fields }) };
  } catch {
    return { level: 'info', message: line };
  }
}
