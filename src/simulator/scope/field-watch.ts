/** Watches whether a path finds its field in any of a run's records. */
export class FieldWatch {
  readonly path: string;
  /** Records in which the path found nothing, before it found its field. */
  missed = 0;
  isFound = false;
  /** The first record in which it found nothing. */
  sample: unknown;

  constructor(path: string) {
    this.path = path;
  }

  /** Notes what the path found in a record; undefined is nothing. */
  note(record: unknown, value: unknown): void {
    if (this.isFound) return;
    if (value !== undefined) {
      this.isFound = true;
      this.sample = undefined;
      return;
    }
    this.missed += 1;
    this.sample ??= record;
  }
}
