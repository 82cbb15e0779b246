import type { BuildError } from './build-state.ts';

/** One build of a module: code that no later save changes. */
export interface ModuleBuild {
  /** A hash of the code: equal code has equal ids. */
  readonly id: string;
  /** The author's module, by its absolute path. */
  readonly module: string;
  /** The files that it was made of, by absolute paths. */
  readonly files: readonly string[];
  /** Provides the file that a process loads. */
  readonly place: () => PlacedBuild;
  /** Whether the files still are what they were: a process that has read them in between may have loaded a mixture. */
  readonly isCurrent: () => boolean;
}

/** The file of a build, for a process that is about to load it. */
export interface PlacedBuild {
  readonly path: string;
  /** Removes the file once it is loaded, unless it is the author's. */
  readonly remove: () => void;
}

/** Builds a module, again and again. */
export interface ModuleBuilder {
  /** The folder whose files may become part of the next build. */
  readonly folder: string;
  /** @throws BuildFailure */
  readonly build: () => Promise<ModuleBuild>;
  readonly close: () => Promise<void>;
}

/** A module cannot be built or loaded. */
export class BuildFailure extends Error {
  readonly error: BuildError;

  constructor(error: BuildError) {
    super(formatBuildError(error));
    this.name = 'BuildFailure';
    this.error = error;
  }
}

/** Formats an error with its place in front: `src/orders.ts:3: Unexpected "}"`. */
export function formatBuildError({ message, file, line }: BuildError): string {
  return file === undefined ? message : `${file}${line === undefined ? '' : `:${line}`}: ${message}`;
}
