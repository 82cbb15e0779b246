import type { Document, Node } from 'yaml';
import { EncodingError, readText } from '../../shared/read-text.ts';
import { FlowError } from './error.ts';

/** A position in a file, from 1. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** A text that was read, and the finder of its places. */
interface ParsedText {
  readonly written: unknown;
  /** Finds the position of a path: for a missing path, the position of its nearest existing ancestor. */
  readonly findPlace: (path: readonly PropertyKey[]) => TextPosition;
}

type Yaml = typeof import('yaml');

/**
 * Reads a file as `parseText` does its text.
 * @param file its name in errors
 * @throws FlowError for bytes that are no UTF-8, too
 * @throws Error of the file system
 */
export async function parseFile(path: string, file: string): Promise<ParsedText> {
  return parseText(readDocument(path, file), file);
}

/**
 * Reads the text of a document.
 * @throws FlowError for bytes that are no UTF-8
 */
export function readDocument(path: string, file: string): string {
  try {
    return readText(path);
  } catch (thrown) {
    if (!(thrown instanceof EncodingError)) throw thrown;
    throw new FlowError({ path: '', message: thrown.message, line: thrown.line, column: 1 }, file);
  }
}

/**
 * Reads YAML, or JSON where the name of the file ends so: YAML would take half a document of JSON as a whole one.
 * @param file named in errors
 * @throws FlowError with the positions of syntax errors
 */
export async function parseText(text: string, file: string): Promise<ParsedText> {
  const yaml = await import('yaml');
  return file.toLowerCase().endsWith('.json') ? parseJson(text, file, yaml) : parseYaml(text, file, yaml);
}

function parseYaml(text: string, file: string, yaml: Yaml): ParsedText {
  const document = yaml.parseDocument(text, { prettyErrors: false, merge: true });
  const at = (offset: number) => positionOf(text, offset);
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ message, pos }) => ({ path: '', message, ...at(pos[0]) }));
    throw new FlowError(problems, file);
  }
  return { written: document.toJS(), findPlace: (path) => at(findOffset(document, path, yaml)) };
}

/** The parser of YAML is slow: it reads a valid document only where a place in it is asked for. */
function parseJson(text: string, file: string, yaml: Yaml): ParsedText {
  const open = () => yaml.parseDocument(text, { prettyErrors: false, schema: 'json' });
  let document: Document | undefined;
  try {
    const written: unknown = JSON.parse(text);
    const findPlace = (path: readonly PropertyKey[]): TextPosition => {
      document ??= open();
      return positionOf(text, findOffset(document, path, yaml));
    };
    return { written, findPlace };
  } catch (thrown) {
    const { message } = thrown as Error;
    const [, position] = /JSON at position (\d+)/.exec(message) ?? [];
    // Of a wrong word, the engine does not say where it stands. It quotes the document, which may hold secrets.
    const offset = position === undefined ? (open().errors[0]?.pos[0] ?? text.length) : Number(position);
    const said = message.replace(/(?: in| after) JSON at position.*$|, (?:\.{3})?".*$/s, '');
    throw new FlowError({ path: '', message: `${said}; expected JSON`, ...positionOf(text, offset) }, file);
  }
}

function positionOf(text: string, offset: number): TextPosition {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - before.lastIndexOf('\n') };
}

function findOffset(document: Document, path: readonly PropertyKey[], { isAlias, isMap, isSeq }: Yaml): number {
  let node: unknown = document.contents;
  let start = (document.contents?.range ?? [0])[0];
  for (const key of path) {
    if (isAlias(node)) node = node.resolve(document);
    const pair = isMap(node) ? node.items.find((one) => String(one.key) === String(key)) : undefined;
    const shown = pair ? pair.key : isSeq(node) ? node.items[Number(key)] : undefined;
    node = pair ? pair.value : shown;
    start = (shown as Node | undefined)?.range?.[0] ?? start;
  }
  return start;
}
