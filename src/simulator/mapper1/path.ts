/** Stands for each element of a list. */
export const EACH = Symbol('[*]');

/** One part of a path: a field's name, an element's index, or each element. */
export type Mapper1Step = string | number | typeof EACH;

/** The parts of an extract. */
export interface ExtractPath {
  readonly steps: readonly Mapper1Step[];
  /** Whether the whole extract is one name in quotes, such as `['Email']`. */
  readonly isQuoted: boolean;
}

const NAME = /[^.[\]]+/y;
const QUOTED = /\[(['"])(.+?)\1\]/y;
const BRACKETED = /\[((?:\\.|[^\\\]])+)\]/y;
const INDEX = /^(?:0|[1-9]\d*)$/;
/** A value written at an index makes a list of that length. */
const LARGEST_INDEX = 999;

/**
 * Parses an extract: names with dots, `a[0]`, `a.0.b` or `a.[0].b` for one element, `[*]` for each, `*.x` for each row,
 * and `[a.b]`, `[a\]b]` or `['a']` for names with signs in them.
 * @throws Error with the finding and the expectation
 */
export function parseExtract(text: string): ExtractPath {
  if (text.startsWith('/')) {
    throw new Error(`found ${text}, a path of XML, expected a path like customer.name, or [${text}] for a name`);
  }
  const rows = text === '*' || /^\*\../.test(text);
  const steps = parseSteps(rows ? text.slice(2) : text);
  const isQuoted = steps.length === 1 && typeof steps[0] === 'string' && /^\[['"]/.test(text);
  return { steps: rows ? [EACH, ...steps] : steps, isQuoted };
}

/**
 * Parses the path of a field that is written: names with dots, `[0]` for one element and `[*]` for each.
 * @throws Error with the finding and the expectation
 */
export function parseGenerate(text: string): readonly Mapper1Step[] {
  if (isJsonPath(text)) throw new Error(`found ${text}, expected a path without $, like customer.name`);
  if (text.includes('{{')) throw new Error(`found ${text}, expected a path, not an expression`);
  const steps = parseSteps(text, (digits) => {
    throw new Error(`found .${digits} in ${text}, expected [${digits}] for an element or ['${digits}'] for a name`);
  });
  const large = steps.find((step) => typeof step === 'number' && step > LARGEST_INDEX);
  if (large !== undefined) throw new Error(`found [${String(large)}], expected [${LARGEST_INDEX}] at most`);
  return steps;
}

/** Whether an extract is a JSON path, which finds nothing in Mapper 1.0. */
export function isJsonPath(text: string): boolean {
  return /^\$(?:[.[]|$)/.test(text);
}

/** Counts the lists on a path. */
export function countLists(steps: readonly Mapper1Step[]): number {
  return steps.filter((step) => step === EACH).length;
}

function parseSteps(text: string, onDigits?: (digits: string) => void): Mapper1Step[] {
  const steps: Mapper1Step[] = [];
  let at = 0;
  while (at < text.length) {
    const isDot = at > 0 && text[at] === '.';
    const start = isDot ? at + 1 : at;
    const found = readBracket(text, start) ?? (isDot || at === 0 ? readName(text, start) : undefined);
    if (!found) {
      throw new Error(`found ${JSON.stringify(text.slice(at))}, expected a path like customer.name or lines[*].sku`);
    }
    if (isDot && text[start] !== '[' && INDEX.test(String(found.step))) onDigits?.(String(found.step));
    steps.push(found.step);
    at = found.end;
  }
  return steps;
}

interface FoundStep {
  readonly step: Mapper1Step;
  readonly end: number;
}

function readName(text: string, start: number): FoundStep | undefined {
  const name = matchAt(NAME, text, start)?.[0];
  return name === undefined || name === '*' ? undefined : { step: name, end: start + name.length };
}

function readBracket(text: string, start: number): FoundStep | undefined {
  const quoted = matchAt(QUOTED, text, start);
  if (quoted) return { step: takeEscapes(quoted[2] as string), end: start + quoted[0].length };
  const [all, inner] = matchAt(BRACKETED, text, start) ?? [];
  if (all === undefined || inner === undefined) return undefined;
  const end = start + all.length;
  if (inner === '*') return { step: EACH, end };
  return { step: INDEX.test(inner) ? Number(inner) : takeEscapes(inner), end };
}

function takeEscapes(name: string): string {
  return name.replaceAll(/\\([\]'"])/g, '$1');
}

function matchAt(pattern: RegExp, text: string, start: number): RegExpExecArray | null {
  pattern.lastIndex = start;
  return pattern.exec(text);
}
