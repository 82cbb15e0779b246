import { relative } from 'node:path';

/** One examined fact. */
export interface DoctorFinding {
  /** A problem fails in production, or is a security hole; a warning may be intended. */
  readonly severity: 'problem' | 'warning' | 'ok';
  /** The subject: `runtime`. */
  readonly what: string;
  /** A file, with a line and a path within it if there is one. */
  readonly where: string;
  readonly found: string;
  readonly expected: string;
}

/** Returns a problem unless a fact is as expected. */
export function problemUnless(isRight: boolean): 'problem' | 'ok' {
  return isRight ? 'ok' : 'problem';
}

/** Returns a warning unless a fact is as expected. */
export function warningUnless(isRight: boolean): 'warning' | 'ok' {
  return isRight ? 'ok' : 'warning';
}

/** A path relative to the current folder. */
export function relativePath(path: string): string {
  return relative('.', path) || '.';
}
