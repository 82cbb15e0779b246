import type { Document, Node } from 'yaml';
import { FlowError } from './error.ts';

/** A position in a file, from 1. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/**
 * Reads YAML, and JSON, which is YAML too.
 * @param file named in errors
 * @returns the content, and a function that finds the position of a path: for a missing path, the position of its
 * nearest existing ancestor
 * @throws FlowError with the positions of syntax errors
 */
export async function parseText(text: string, file: string) {
  const { LineCounter, isAlias, isMap, isSeq, parseDocument } = await import('yaml');
  const lines = new LineCounter();
  const document: Document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true });
  const at = (offset: number): TextPosition => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  if (document.errors.length > 0) {
    throw new FlowError(
      document.errors.map(({ message, pos }) => ({ path: '', message, ...at(pos[0]) })),
      file,
    );
  }
  const findPlace = (path: readonly PropertyKey[]): TextPosition => {
    let node: unknown = document.contents;
    let start = (document.contents?.range ?? [0])[0];
    for (const key of path) {
      if (isAlias(node)) node = node.resolve(document);
      const pair = isMap(node) ? node.items.find((one) => String(one.key) === String(key)) : undefined;
      const shown = pair ? pair.key : isSeq(node) ? node.items[Number(key)] : undefined;
      node = pair ? pair.value : shown;
      start = (shown as Node | undefined)?.range?.[0] ?? start;
    }
    return at(start);
  };
  return { written: document.toJS() as unknown, findPlace };
}
