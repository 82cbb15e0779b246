import { findSourceMap, type SourceMapping } from 'node:module';
import { isAbsolute } from 'node:path';
import type { AnyFunction } from '../core/resolve.ts';
import { toOwnPlace } from '../shared/own-place.ts';

/** Where V8 keeps a function: lines and columns from 0. */
interface Location {
  readonly scriptId: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
}

/** An internal property of an object, as the inspector shows it. */
interface Inner {
  readonly name: string;
  readonly value?: unknown;
}

/** The name under which the inspector finds the functions. */
const KEY = 'integrator-extension.functions';

/**
 * Finds where functions are written, as `src/steps.ts:6:15`: with a source map, in the author's own file. Undefined for
 * what has no place, as a bound function, or one of Node.
 */
export async function findDefinitions(functions: readonly AnyFunction[]): Promise<(string | undefined)[]> {
  const urls = new Map<string, string>();
  const locations = await inspect(functions, urls);
  return locations.map((location) => location && formatPlace(location, urls));
}

/** Asks V8 for the places of functions, and for the URLs of its scripts by their ids. */
async function inspect(
  functions: readonly AnyFunction[],
  urls: Map<string, string>,
): Promise<(Location | undefined)[]> {
  // Only lives load the inspector.
  const { Session } = await import('node:inspector/promises');
  const session = new Session();
  session.on('Debugger.scriptParsed', ({ params }) => void urls.set(params.scriptId, params.url));
  session.connect();
  const held = Symbol.for(KEY);
  Object.defineProperty(globalThis, held, { value: functions, configurable: true });
  try {
    await session.post('Debugger.enable');
    const { result } = await session.post('Runtime.evaluate', { expression: `globalThis[Symbol.for('${KEY}')]` });
    const listed = await session.post('Runtime.getProperties', { objectId: String(result.objectId) });
    const handles = new Map(listed.result.map(({ name, value }) => [name, String(Object(value).objectId)]));
    const found = functions.map(async (_, at) => {
      const described = await session.post('Runtime.getProperties', { objectId: String(handles.get(String(at))) });
      const inner = new Map(Object(described.internalProperties).map(({ name, value }: Inner) => [name, value]));
      return Object(inner.get('[[FunctionLocation]]')).value;
    });
    return await Promise.all(found);
  } finally {
    Reflect.deleteProperty(globalThis, held);
    session.disconnect();
  }
}

function formatPlace({ scriptId, lineNumber, columnNumber }: Location, urls: ReadonlyMap<string, string>) {
  const url = String(urls.get(scriptId));
  // What Node itself has, or what was never in a file.
  if (!url.startsWith('file:') && !isAbsolute(url)) return undefined;
  const map = findSourceMap(url);
  const { originalSource, originalLine, originalColumn }: Partial<SourceMapping> = map
    ? map.findEntry(lineNumber, columnNumber)
    : {};
  if (originalSource === undefined) return toOwnPlace(url, `:${lineNumber + 1}:${columnNumber + 1}`);
  return toOwnPlace(originalSource, `:${Number(originalLine) + 1}:${Number(originalColumn) + 1}`);
}
