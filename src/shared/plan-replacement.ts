import { randomUUID } from 'node:crypto';
import { realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The two files of a replacement: one is written, and takes the place of the other. */
export interface Replacement {
  /** A path beside the file that nobody else writes. */
  readonly temporary: string;
  /** The file itself, where the path is a link. */
  readonly target: string;
  /** The permissions of the file, if there is one. */
  readonly mode: number | undefined;
}

/** Plans how a file is replaced as a whole: a link stays one, and the file keeps its permissions. */
export function planReplacement(path: string): Replacement {
  const before = statSync(path, { throwIfNoEntry: false });
  const target = before ? realpathSync(path) : path;
  // A name of its own length: that of the file may be as long as names can be.
  return { temporary: join(dirname(target), `.${randomUUID()}.tmp`), target, mode: before?.mode };
}
