/** The fields of one row, by their names. */
export type Row = Readonly<Record<string, unknown>>;
/** Reads a value from a row. */
export type Expression = (row: Row) => unknown;

const TOKEN =
  /\s*(`[^`]+`|'[^']*'|\/(?:[^/\\]|\\.)+\/(?=\s|$|\))|\d+(?:\.\d+)?|!=|>=|<=|[=<>()/*]|@?[A-Za-z_][\w]*(?:\.\w+)*)\s*/y;

/**
 * Parses an expression of Insights: or, and, comparisons, like /…/, * and /, ispresent(), fields, numbers and texts.
 * @throws Error for anything else
 */
export function parseExpression(text: string): Expression {
  const tokens = tokenize(text);
  const read = parseOr(tokens);
  if (tokens.length > 0) throw new Error(`Insights: found ${tokens[0]} in ${text}, expected its end`);
  return read;
}

/** Splits a text where a separator stands outside of quotes, regular expressions and parentheses. */
export function splitAt(text: string, separator: '|' | ','): string[] {
  const parts = text.match(
    new RegExp(`(?:'[^']*'|\`[^\`]*\`|/(?=[.^]).*?/(?= |$)|\\([^()]*\\)|[^${separator}])+`, 'gs'),
  );
  return parts ?? [];
}

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (!found) throw new Error(`Insights: found ${text.slice(at)}, expected a term that is evaluated here`);
    tokens.push(found[1] as string);
  }
  return tokens;
}

function parseOr(tokens: string[]): Expression {
  let left = parseAnd(tokens);
  while (tokens[0] === 'or' && tokens.shift()) {
    const [one, other] = [left, parseAnd(tokens)];
    left = (row) => one(row) === true || other(row) === true;
  }
  return left;
}

function parseAnd(tokens: string[]): Expression {
  let left = parseComparison(tokens);
  while (tokens[0] === 'and' && tokens.shift()) {
    const [one, other] = [left, parseComparison(tokens)];
    left = (row) => one(row) === true && other(row) === true;
  }
  return left;
}

const COMPARE: Record<string, (one: number, other: number) => boolean> = {
  '>': (one, other) => one > other,
  '<': (one, other) => one < other,
  '>=': (one, other) => one >= other,
  '<=': (one, other) => one <= other,
};

function parseComparison(tokens: string[]): Expression {
  const left = parseProduct(tokens);
  const [operator = ''] = tokens;
  if (operator === 'like') {
    tokens.shift();
    const [, source] = tokens.shift()?.match(/^\/(.+)\/$/) ?? [];
    if (source === undefined) throw new Error('Insights: expected /…/ after like');
    const expression = new RegExp(source);
    return (row) => expression.test(String(left(row) ?? ''));
  }
  if (operator === '=' || operator === '!=') {
    tokens.shift();
    const right = parseProduct(tokens);
    return (row) => (left(row) === right(row)) === (operator === '=');
  }
  const compare = COMPARE[operator];
  if (!compare) return left;
  tokens.shift();
  const right = parseProduct(tokens);
  return (row) => {
    const [one, other] = [left(row), right(row)];
    return typeof one === 'number' && typeof other === 'number' && compare(one, other);
  };
}

function parseProduct(tokens: string[]): Expression {
  let left = parseTerm(tokens);
  while (tokens[0] === '*' || tokens[0] === '/') {
    const operator = tokens.shift();
    const [one, other] = [left, parseTerm(tokens)];
    left = (row) => {
      const [a, b] = [one(row), other(row)];
      if (typeof a !== 'number' || typeof b !== 'number') return undefined;
      return operator === '*' ? a * b : a / b;
    };
  }
  return left;
}

function parseTerm(tokens: string[]): Expression {
  const token = tokens.shift();
  if (token === undefined) throw new Error('Insights: found the end, expected a term');
  if (token === 'ispresent' && tokens.shift() === '(') {
    const inner = parseTerm(tokens);
    if (tokens.shift() !== ')') throw new Error('Insights: expected ) after ispresent(');
    return (row) => inner(row) !== undefined && inner(row) !== null;
  }
  if (/^\d/.test(token)) return () => Number(token);
  if (token.startsWith("'")) return () => token.slice(1, -1);
  if (tokens[0] === '(') throw new Error(`Insights: found the function ${token}, expected one that is evaluated here`);
  if (token.startsWith('`')) return (row) => row[token.slice(1, -1)];
  if (/^@?[A-Za-z_]/.test(token)) return (row) => row[token];
  throw new Error(`Insights: found ${token}, expected a field, a number or a text`);
}
