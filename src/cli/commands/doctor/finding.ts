import { relative } from 'node:path';

/** One thing that was looked at. */
export interface DoctorFinding {
  /** A problem fails once it is deployed, or is a hole; a warning may be as it is meant. */
  readonly severity: 'problem' | 'warning' | 'ok';
  /** What was looked at: `runtime`. */
  readonly what: string;
  /** A file, with a line and a path within it where there is one. */
  readonly where: string;
  readonly found: string;
  readonly expected: string;
}

/** The severity of something that is as expected or not. */
export function problemUnless(isRight: boolean): 'problem' | 'ok' {
  return isRight ? 'ok' : 'problem';
}

/** The same of something that may be meant so. */
export function warningUnless(isRight: boolean): 'warning' | 'ok' {
  return isRight ? 'ok' : 'warning';
}

/** A path as it is seen from where one is. */
export function relativePath(path: string): string {
  return relative('.', path) || '.';
}
