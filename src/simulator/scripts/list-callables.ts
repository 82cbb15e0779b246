import type * as acorn from 'acorn';
import { isFunction } from './parse-script.ts';

/** What a script declares at its top. */
export interface Callables {
  /** The names of its functions, in the order of the text. An anonymous default export is `default`. */
  readonly functions: readonly string[];
  /** What may be a function, by each name that a reference can have: the local name of its value. */
  readonly locals: ReadonlyMap<string, string>;
}

/**
 * Lists what a reference can name: functions at the top of a script, exported or not, and variables that may hold one.
 * @param defaultName the local name that an anonymous default export gets
 */
export function listCallables(program: acorn.Program, defaultName: string): Callables {
  const functions = new Set<string>();
  const locals = new Map<string, string>();
  const add = (name: string, value: acorn.AnyNode | null | undefined) => {
    locals.set(name, name);
    if (value && isFunction(value)) functions.add(name);
  };
  for (const node of program.body) {
    const inner = node.type === 'ExportNamedDeclaration' ? node.declaration : node;
    if (inner) listDeclared(inner, add);
    if (node.type === 'ExportNamedDeclaration')
      for (const { exported, local } of node.specifiers) locals.set(nameOf(exported), nameOf(local));
    if (node.type === 'ExportDefaultDeclaration') {
      const name = nameOfDefault(node.declaration);
      if (name === undefined && isFunction(node.declaration)) functions.add('default');
      else if (name !== undefined && isFunction(node.declaration)) add(name, node.declaration);
      locals.set('default', name ?? defaultName);
    }
  }
  return { functions: [...functions], locals };
}

/** The name under which a default export is declared; undefined for an anonymous one, and for another expression. */
export function nameOfDefault(node: acorn.ExportDefaultDeclaration['declaration']): string | undefined {
  if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') return node.id?.name;
  return node.type === 'Identifier' ? node.name : undefined;
}

/** The text of a name in an import or export: some are written as literals. */
export function nameOf(node: acorn.Identifier | acorn.Literal): string {
  return node.type === 'Identifier' ? node.name : String(node.value);
}

function listDeclared(node: acorn.AnyNode, add: (name: string, value: acorn.AnyNode | null | undefined) => void): void {
  if (node.type === 'FunctionDeclaration' && node.id) add(node.id.name, node);
  if (node.type === 'VariableDeclaration')
    for (const { id, init } of node.declarations) if (id.type === 'Identifier') add(id.name, init);
  if (node.type === 'ExpressionStatement' && node.expression.type === 'AssignmentExpression') {
    const { left, right } = node.expression;
    if (left.type === 'Identifier') add(left.name, right);
  }
}
