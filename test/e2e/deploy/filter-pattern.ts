/**
 * Evaluates JSON filter patterns of CloudWatch Logs, by the grammar of AWS's documentation: selectors, comparisons,
 * IS, NOT EXISTS, && before ||, and parentheses. Anything else throws.
 */
type Node = (line: unknown) => boolean;

const TOKEN = /\s*(\$(?:\.[\w-]+|\[\d+\])+|"[^"]*"|-?\d+(?:\.\d+)?|&&|\|\||!=|>=|<=|[=<>()]|[A-Z]+)\s*/y;

/** Whether a log line matches a pattern. A line that is not JSON matches none. */
export function matchesPattern(pattern: string, line: string): boolean {
  const test = compile(pattern);
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return false;
  }
  return test(parsed);
}

/** Reads the value of a selector such as `$.message.problems[0].code`; undefined if the line has none. */
export function select(selector: string, line: unknown): unknown {
  const keys = Array.from(selector.matchAll(/\.([\w-]+)|\[(\d+)\]/g), ([, name, index]) => name ?? index ?? '');
  return keys.reduce<unknown>(
    (value, key) => (Object.hasOwn(Object(value), key) ? Object(value)[key] : undefined),
    line,
  );
}

function compile(pattern: string): Node {
  const [, body] = pattern.match(/^\{(.*)\}$/s) ?? [];
  if (body === undefined) throw new Error(`Filter pattern ${pattern}: expected { … }`);
  const tokens = tokenize(body);
  const test = parseAny(tokens);
  if (tokens.length > 0) throw new Error(`Filter pattern ${pattern}: found ${tokens[0]}, expected its end`);
  return test;
}

function tokenize(body: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < body.length) {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(body);
    if (!found) throw new Error(`Filter pattern: found ${body.slice(at)}, expected a term of the grammar`);
    tokens.push(found[1] as string);
  }
  return tokens;
}

function parseAny(tokens: string[]): Node {
  const parts = [parseAll(tokens)];
  while (tokens[0] === '||' && tokens.shift()) parts.push(parseAll(tokens));
  return (line) => parts.some((part) => part(line));
}

function parseAll(tokens: string[]): Node {
  const parts = [parseTerm(tokens)];
  while (tokens[0] === '&&' && tokens.shift()) parts.push(parseTerm(tokens));
  return (line) => parts.every((part) => part(line));
}

function parseTerm(tokens: string[]): Node {
  const first = tokens.shift();
  if (first === '(') {
    const inner = parseAny(tokens);
    if (tokens.shift() !== ')') throw new Error('Filter pattern: expected )');
    return inner;
  }
  if (!first?.startsWith('$')) throw new Error(`Filter pattern: found ${first}, expected a selector`);
  const operator = tokens.shift() ?? 'the end';
  const operand = tokens.shift() ?? 'the end';
  return (line) => compare(select(first, line), operator, operand);
}

const IS: Record<string, unknown> = { TRUE: true, FALSE: false, NULL: null };

function compare(value: unknown, operator: string, operand: string): boolean {
  if (operator === 'IS' && operand in IS) return value === IS[operand];
  if (operator === 'NOT' && operand === 'EXISTS') return value === undefined;
  if (operand.startsWith('"')) {
    const text = operand.slice(1, -1);
    if (text.includes('*')) throw new Error(`Filter pattern: ${operand} has a wildcard, which is not evaluated here`);
    if (operator === '=') return value === text;
    if (operator === '!=') return value !== undefined && value !== text;
  } else if (/^-?\d/.test(operand) && operator in NUMERIC) {
    return typeof value === 'number' && (NUMERIC[operator]?.(value, Number(operand)) ?? false);
  }
  throw new Error(`Filter pattern: found ${operator} ${operand}, expected an operator and its operand`);
}

const NUMERIC: Record<string, (one: number, other: number) => boolean> = {
  '=': (one, other) => one === other,
  '!=': (one, other) => one !== other,
  '>': (one, other) => one > other,
  '<': (one, other) => one < other,
  '>=': (one, other) => one >= other,
  '<=': (one, other) => one <= other,
};
