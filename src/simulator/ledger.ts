import type { Breach, RunError } from './run.ts';

/** The most errors and breaches that a report has room for. */
const MOST_ERRORS = 1000;
const MOST_BREACHES = 200;

/** The errors of a run and the rules it has broken: the first of them, and how many there were. */
export class Ledger {
  readonly errors: RunError[] = [];
  readonly breaches: Breach[] = [];
  errorCount = 0;
  breachCount = 0;

  addError(error: RunError): void {
    this.errorCount += 1;
    if (this.errors.length < MOST_ERRORS) this.errors.push(error);
  }

  addBreach(breach: Breach): void {
    this.breachCount += 1;
    if (this.breaches.length < MOST_BREACHES) this.breaches.push(breach);
  }
}
