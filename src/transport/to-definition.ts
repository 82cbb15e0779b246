import { findSourceMap, type SourceMapping } from 'node:module';
import { isAbsolute } from 'node:path';
import { toOwnPlace } from '../shared/own-place.ts';

/** Where V8 has a function: line and column from 0. */
export interface FunctionLocation {
  readonly scriptId: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
}

/** Where a function is written. */
export interface Definition {
  /** `src/steps.ts:6:15`; absent for what is in no file, as a bound function, or one of Node. */
  readonly place?: string;
}

/**
 * Formats where a function is written: with a source map, in the author's own file.
 * @param urls the URLs of V8's scripts by their ids
 */
export function toDefinition(location: FunctionLocation | undefined, urls: ReadonlyMap<string, string>): Definition {
  if (!location) return {};
  const { scriptId, lineNumber, columnNumber } = location;
  const url = String(urls.get(scriptId));
  // What Node itself has, or what was never in a file.
  if (!url.startsWith('file:') && !isAbsolute(url)) return {};
  const map = findSourceMap(url);
  const { originalSource, originalLine, originalColumn }: Partial<SourceMapping> = map
    ? map.findEntry(lineNumber, columnNumber)
    : {};
  if (originalSource === undefined) return { place: toOwnPlace(url, `:${lineNumber + 1}:${columnNumber + 1}`) };
  return { place: toOwnPlace(originalSource, `:${Number(originalLine) + 1}:${Number(originalColumn) + 1}`) };
}
