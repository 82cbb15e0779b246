import { JSONPathEnvironment, JSONPathNode, type jsonpath } from 'json-p3';

/** Stands for each element of a list. */
export const EACH = Symbol('[*]');

/** A part of a path that the library evaluates: a filter, a slice, several names, or all descendants. */
export interface Selection {
  /** Whether it takes elements of one list. */
  readonly takesElements: boolean;
  /** @param root what `$` in a filter stands for */
  readonly select: (value: unknown, root: () => unknown) => readonly unknown[];
}

/** One part of a JSON path: the name of a field, the index of an element, each element, or a selection. */
export type JsonPathPart = string | number | typeof EACH | Selection;

type JsonValue = ConstructorParameters<typeof JSONPathNode>[0];

// Records nest no deeper than JSON.parse allows.
const environment = new JSONPathEnvironment({ maxRecursionDepth: 10_000 });

/** Whether a text is a JSON path: `$`, or a text that begins with `$.` or `$[`. */
export function isJsonPath(text: string): boolean {
  return /^\$(?:$|[.[])/.test(text);
}

/**
 * Parses a JSON path of RFC 9535.
 * @throws Error with the finding and the expectation
 */
export function parseJsonPath(text: string): JsonPathPart[] {
  try {
    return environment.compile(text).segments.map(readPart);
  } catch (thrown) {
    const expected = "a JSON path such as $.customer.name, $.lines[*].sku or $['ship to']";
    throw new Error(`found ${JSON.stringify(text)}, expected ${expected}: ${(thrown as Error).message}`);
  }
}

function readPart(segment: jsonpath.JSONPathSegment): JsonPathPart {
  const written = String(segment);
  const [first] = segment.selectors as { readonly name?: string; readonly index?: number }[];
  const isDescendant = written.startsWith('..');
  if (!isDescendant && segment.selectors.length === 1) {
    if (first?.name !== undefined) return first.name;
    if (first?.index !== undefined) return first.index;
    if (written === '[*]') return EACH;
  }
  const takesElements = !isDescendant && !segment.selectors.some((one) => 'name' in one);
  return {
    takesElements,
    select: (value, root) => {
      const node = new JSONPathNode(value as JsonValue, [], root() as JsonValue);
      return segment.resolve([node]).map((found) => found.value);
    },
  };
}
