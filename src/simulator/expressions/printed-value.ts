import type { TemplateTools } from './helper-host.ts';
import { readings } from './readings.ts';

// Names that no template can write.
const FIRST = '\0first';
const SECOND = '\0second';

/** Helpers that print a value as a text, by their names. */
export type Printers = Readonly<Record<string, (value: unknown) => string>>;

/**
 * Has values printed as texts where the library would add numbers, and returns the names of the helpers for that. It
 * joins what it prints by plus signs: two values at the start of a program, and blocks of a value each.
 */
export function printAsText(
  program: hbs.AST.Program,
  isInBlock: boolean,
  isCall: (statement: hbs.AST.MustacheStatement) => boolean,
): readonly string[] {
  const [first, second] = program.body.filter(isPrinted);
  if (first?.type !== 'MustacheStatement') return [];
  const isAlone = second === undefined && isInBlock;
  if (!isAlone && second?.type !== 'MustacheStatement') return [];
  program.body = program.body.map((statement) => {
    const name = statement === first ? FIRST : SECOND;
    const isWrapped = statement === first || statement === second;
    return isWrapped ? wrap(statement as hbs.AST.MustacheStatement, name, isCall) : statement;
  });
  return [FIRST, SECOND];
}

function wrap(
  statement: hbs.AST.MustacheStatement,
  name: string,
  isCall: (statement: hbs.AST.MustacheStatement) => boolean,
): hbs.AST.Statement {
  const value = isCall(statement) ? { ...statement, type: 'SubExpression' } : readField(statement);
  const call = { ...statement, path: writePath(name, statement), params: [value], hash: undefined };
  return call as hbs.AST.Statement;
}

function readField(statement: hbs.AST.MustacheStatement): hbs.AST.Expression {
  const { type, original } = statement.path as hbs.AST.PathExpression;
  return type === 'PathExpression' ? statement.path : writePath(String(original), statement);
}

function writePath(name: string, { loc }: hbs.AST.Node): hbs.AST.PathExpression {
  return { type: 'PathExpression', data: false, depth: 0, parts: [name], original: name, loc };
}

function isPrinted(statement: hbs.AST.Statement): boolean {
  return statement.type !== 'CommentStatement' && (statement as Partial<hbs.AST.ContentStatement>).value !== '';
}

/** Makes the helpers that print. */
export function createPrinters({ scope }: TemplateTools): Printers {
  let isFirstAdded = false;
  return {
    [FIRST](value) {
      isFirstAdded = isAdded(value);
      return print(value);
    },
    [SECOND](value) {
      if (isFirstAdded && isAdded(value)) scope.rely(readings.joinedValues);
      return print(value);
    },
  };
}

function isAdded(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}

function print(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}
