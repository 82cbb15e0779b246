import { Script } from 'node:vm';
import type * as acorn from 'acorn';
import MagicString from 'magic-string';
import { findProblems } from './find-problems.ts';
import { type Callables, listCallables, nameOf, nameOfDefault } from './list-callables.ts';
import { parseScript, type ScriptProblem } from './parse-script.ts';
import { watchWrites } from './watch-writes.ts';

/** A script as code whose value is a ScriptModule, on the same lines as the text. */
export interface CompiledScript extends Callables {
  readonly code: string;
  /** The characters that stand before the script's own on its first line. */
  readonly offset: number;
  readonly imports: readonly string[];
}

/**
 * Compiles a script to a function: imports become variables, exports plain declarations, and writes to members are
 * watched. Lines stay where they are.
 * @returns the code, or the problems for which it cannot run
 */
export function compileScript(content: string): CompiledScript | readonly ScriptProblem[] {
  const program = parseScript(content);
  if ('isError' in program) return [program];
  const { imports, problems } = findProblems(program);
  const errors = problems.filter(({ isError }) => isError);
  if (errors.length > 0) return errors;
  const access = nameUniquely('__access', content);
  const defaultName = nameUniquely('__default', content);
  const callables = listCallables(program, defaultName);
  const code = new MagicString(content);
  watchWrites(program, code, access);
  for (const node of program.body) removeExport(node, code, defaultName);
  declareImports(program, code, access);
  const header = `(function (${access}) {`;
  const cases = [...callables.locals].map(([name, local]) => `case ${JSON.stringify(name)}: return ${local};`);
  code.prepend(header).append(`\nreturn (${access}) => { switch (${access}) { ${cases.join(' ')} } };\n})`);
  const text = code.toString();
  return findSyntaxError(text) ?? { code: text, offset: header.length, imports, ...callables };
}

/** Finds what only V8 refuses, and its line: a parser may know more of the language than this version of Node. */
export function findSyntaxError(code: string): readonly ScriptProblem[] | undefined {
  try {
    new Script(code, { filename: 'script' });
    return undefined;
  } catch (thrown) {
    const { message, stack } = thrown as SyntaxError;
    return [{ line: Number(/^script:(\d+)/.exec(String(stack))?.[1]), message, isError: true }];
  }
}

/** Makes a name that a text does not have. */
function nameUniquely(name: string, text: string): string {
  return text.includes(name) ? nameUniquely(`${name}_`, text) : name;
}

function removeExport(node: acorn.AnyNode, code: MagicString, defaultName: string): void {
  if (node.type === 'ExportNamedDeclaration') {
    const { start, end, declaration } = node;
    blank(code, start, declaration?.start ?? end, '');
  }
  if (node.type === 'ExportDefaultDeclaration') {
    const { start, end, declaration } = node;
    const isNamed = declaration.type !== 'Identifier' && nameOfDefault(declaration) !== undefined;
    blank(code, start, declaration.start, isNamed ? '' : `const ${defaultName} = `);
    if (!isNamed) code.appendLeft(end, ';');
  }
}

/** Declares what a script imports before its first statement: functions may use an import that is written below. */
function declareImports(program: acorn.Program, code: MagicString, access: string): void {
  const declared: string[] = [];
  for (const node of program.body) {
    if (node.type !== 'ImportDeclaration') continue;
    const module = JSON.stringify(node.source.value);
    for (const specifier of node.specifiers) {
      const name = specifier.type === 'ImportSpecifier' ? nameOf(specifier.imported) : 'default';
      const more = name === 'default' ? '' : `, ${JSON.stringify(name)}`;
      declared.push(`const ${specifier.local.name} = ${access}.importFrom(${module}${more});`);
    }
    blank(code, node.start, node.end, ';');
  }
  const directive = program.body.findLast((node) => 'directive' in node);
  if (directive) code.appendLeft(directive.end, `;${declared.join('')}`);
  else code.prepend(declared.join(''));
}

/** Replaces a part of the text, but for its line breaks. */
function blank(code: MagicString, start: number, end: number, by: string): void {
  code.update(start, end, by + code.original.slice(start, end).replaceAll(/[^\n]/g, ''));
}
