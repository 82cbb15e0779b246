import { statSync } from 'node:fs';

/** Finds changes of files that a watcher has missed, because it did not know the files yet. */
export class LateChanges {
  readonly #times = new Map<string, number>();

  /**
   * Whether a file was changed after a time, in milliseconds since 1970. Each time of a file counts once: that of a file
   * from another machine may lie in the future.
   */
  areIn(files: readonly string[], since: number): boolean {
    const late = files.filter((file) => {
      const time = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
      const isNew = time > since && time !== this.#times.get(file);
      this.#times.set(file, time);
      return isNew;
    });
    return late.length > 0;
  }
}
