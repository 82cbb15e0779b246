import type { AnyFunction } from '../core/resolve.ts';
import { type Definition, type FunctionLocation, toDefinition } from './to-definition.ts';

/** An internal property of an object, as the inspector shows it. */
interface Inner {
  readonly name: string;
  readonly value?: unknown;
}

/** The name under which the inspector finds the functions. */
const KEY = 'integrator-extension.functions';

/**
 * Finds where functions are written: with a source map, in the author's own file. It is for processes of their own:
 * a debugger is enabled for a moment, which spoils the coverage that a test counts.
 */
export async function findDefinitions(functions: readonly AnyFunction[]): Promise<Definition[]> {
  const urls = new Map<string, string>();
  const locations = await inspect(functions, urls);
  return locations.map((location) => toDefinition(location, urls));
}

/** Asks V8 for the places of functions, and for the URLs of its scripts by their ids. */
async function inspect(
  functions: readonly AnyFunction[],
  urls: Map<string, string>,
): Promise<(FunctionLocation | undefined)[]> {
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
