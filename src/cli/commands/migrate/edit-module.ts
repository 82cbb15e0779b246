import * as acorn from 'acorn';
import { simple } from 'acorn-walk';
import MagicString from 'magic-string';
import { type FoundFunction, findFunctions, findSource } from './find-functions.ts';
import { guessKind } from './guess-kind.ts';

/** The older packages, and what stands for each. */
export const SUCCESSORS: Readonly<Record<string, string>> = {
  'lambda-integrator-extension': 'integrator-extension-lambda',
  'express-integrator-extension': 'integrator-extension-lambda/http',
  'integrator-extension': 'integrator-extension-lambda',
};

/** Something about a function or a line, for the person who migrates. */
export interface Remark {
  readonly line: number;
  /** `hooks.trim`, or the code that is meant. */
  readonly what: string;
  readonly why: string;
}

/** A module after its migration. */
export interface EditedModule {
  readonly text: string;
  readonly defined: readonly Remark[];
  /** What is left to a person. */
  readonly left: readonly Remark[];
}

/**
 * Edits a module: the names of older packages, and `define` around each function whose kind is sure. Comments and
 * formatting stay.
 * @throws SyntaxError for code that is no JavaScript
 */
export function editModule(text: string): EditedModule {
  const program = parse(text);
  const code = new MagicString(text);
  const left = [...replacePackages(program, code)];
  const defined: Remark[] = [];
  for (const found of findFunctions(program)) {
    const { group, name, value } = found;
    const { line } = acorn.getLineInfo(text, value.start);
    const what = group ? `${group}.${name}` : name;
    const source = findSource(program, value);
    const guess = guessKind(group, name, text.slice(source.start, source.end));
    if (!guess) left.push({ line, what, why: 'neither its group nor its name nor what it reads shows its kind' });
    else if (wrap(code, found, guess.kind)) defined.push({ line, what, why: `define.${guess.kind}: ${guess.reason}` });
    else left.push({ line, what, why: `most likely a ${guess.kind}: write define.${guess.kind} around it by hand` });
  }
  if (code.hasChanged() && defined.length > 0 && !/\bdefine\b.*integrator-extension-lambda/.test(text))
    importDefine(program, code, text);
  return { text: code.toString(), defined, left };
}

function parse(text: string): acorn.Program {
  const options = { ecmaVersion: 'latest', allowHashBang: true, allowReturnOutsideFunction: true } as const;
  try {
    return acorn.parse(text, { ...options, sourceType: 'script' });
  } catch {
    return acorn.parse(text, { ...options, sourceType: 'module' });
  }
}

/** Names the successors of older packages. What else changes with them is left to a person. */
function* replacePackages(program: acorn.Program, code: MagicString): Generator<Remark> {
  const found: acorn.Literal[] = [];
  const keep = (node: acorn.AnyNode | null | undefined) => {
    if (node?.type === 'Literal' && Object.hasOwn(SUCCESSORS, String(node.value))) found.push(node);
  };
  simple(program, {
    CallExpression: ({ callee, arguments: [first] }) => {
      if (callee.type === 'Identifier' && callee.name === 'require') keep(first as acorn.AnyNode);
    },
    ImportDeclaration: ({ source }) => keep(source),
  });
  for (const { start, end, value } of found) {
    code.update(start + 1, end - 1, String(SUCCESSORS[String(value)]));
    if (value === 'lambda-integrator-extension') continue;
    const { line } = acorn.getLineInfo(code.original, start);
    yield { line, what: String(value), why: 'its functions return promises now: see docs/migrating.md' };
  }
}

/** Writes `define` around a function; false for one that it cannot stand around. */
function wrap(code: MagicString, { name, value, property, statement }: FoundFunction, kind: string): boolean {
  if (statement) {
    const line = `define.${kind}(${statement.name})`;
    // Written before: `define` marks the function itself.
    if (code.original.includes(line)) return true;
    code.appendRight(statement.at, `\n${line}${endOf(code.original)}`);
    return true;
  }
  if (property?.method) {
    if (value.type !== 'FunctionExpression' || value.async || value.generator) return false;
    code.appendLeft(value.start, `: define.${kind}(function `);
  } else code.appendLeft(value.start, `${property?.shorthand ? `${name}: ` : ''}define.${kind}(`);
  code.appendRight(value.end, ')');
  return true;
}

/** Writes the import in the style of the module: its module system, quotes and semicolons. */
function importDefine(program: acorn.Program, code: MagicString, text: string): void {
  const isModule = program.body.some(({ type }) => /^(Import|Export)/.test(type));
  const quote = text.split('"').length > text.split("'").length ? '"' : "'";
  const end = endOf(text);
  const from = `${quote}integrator-extension-lambda${quote}`;
  const line = isModule ? `import { define } from ${from}${end}` : `const { define } = require(${from})${end}`;
  const directive = program.body.findLast((node) => 'directive' in node);
  const first = program.body.find((node) => !('directive' in node));
  if (directive) code.appendRight(directive.end, `\n\n${line}`);
  else code.appendLeft(first?.start ?? 0, `${line}\n`);
}

/** How the statements of a text end: with a semicolon, or with nothing. */
function endOf(text: string): string {
  return /;[ \t]*(?:[\r\n}]|$)/.test(text) ? ';' : '';
}
