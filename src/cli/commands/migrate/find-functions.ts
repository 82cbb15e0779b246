import type * as acorn from 'acorn';
import { fullAncestor } from 'acorn-walk';
import { GROUPS } from '../../../core/groups.ts';

/** A function of a module, by the place where it stands. */
export interface FoundFunction {
  /** The key of its group; empty at the top of the module. */
  readonly group: string;
  readonly name: string;
  /** The value: a function, or the name of one. */
  readonly value: Node;
  /** The property of an object that holds it, if one does. */
  readonly property?: { readonly method: boolean; readonly shorthand: boolean };
  /** How a statement names it, and where that can stand: methods and declarations cannot be wrapped. */
  readonly statement?: { readonly name: string; readonly at: number };
}

type Node = acorn.AnyNode;
type FunctionNode = acorn.FunctionExpression | acorn.ArrowFunctionExpression | acorn.FunctionDeclaration;

/**
 * Finds the functions that a module shows: assigned, in an object, or methods of a class. Outside of groups, functions
 * with two parameters count: the older packages call all of theirs with options and a callback.
 */
export function findFunctions(program: acorn.Program): FoundFunction[] {
  const declared = listDeclared(program);
  const found: FoundFunction[] = [];
  const add: Add = (path, value, more = {}) => {
    const [name = '', group = ''] = path.toReversed();
    const fn = value.type === 'Identifier' ? declared.get(value.name) : (value as FunctionNode);
    if (!fn || !isFunction(fn) || path.length > 2 || name === '') return;
    if (group === '' ? fn.params.length === 2 : GROUPS.includes(group)) found.push({ group, name, value, ...more });
  };
  fullAncestor(program, (node, _state, ancestors) => {
    const around = (ancestors as Node[]).slice(0, -1);
    // What stands within a function or an argument is no part of the module.
    if (around.some(({ type }) => /Function|CallExpression/.test(type))) return;
    const one = node as Node;
    if (one.type === 'AssignmentExpression') add(readPath(one.left as Node), one.right as Node);
    if (one.type === 'Property' && one.kind === 'init') {
      const outer = around.flatMap(readOuterKey);
      add([...outer, readKey(one.key as Node)], one.value as Node, { property: one });
    }
    if (one.type === 'MethodDefinition' && one.kind === 'method' && !one.static) {
      const holder = around.find((other) => other.type === 'ClassDeclaration');
      if (holder?.type !== 'ClassDeclaration' || !holder.id) return;
      const name = readKey(one.key as Node);
      add([name], one.value as Node, { statement: { name: `${holder.id.name}.prototype.${name}`, at: holder.end } });
    }
    if (one.type === 'ExportNamedDeclaration') listExported(one, add);
  });
  return found;
}

type Add = (path: readonly string[], value: Node, more?: Pick<FoundFunction, 'property' | 'statement'>) => void;

/** `export const trim = …` and `export function trim() { … }` */
function listExported({ declaration }: acorn.ExportNamedDeclaration, add: Add): void {
  if (declaration?.type === 'FunctionDeclaration') {
    const { name } = declaration.id;
    add([name], declaration, { statement: { name, at: declaration.end } });
  }
  if (declaration?.type !== 'VariableDeclaration') return;
  for (const { id, init } of declaration.declarations)
    if (id.type === 'Identifier' && init) add([id.name], init as Node);
}

/** Lists the functions that stand at the top of a file under a name of their own. */
function listDeclared(program: acorn.Program): Map<string, FunctionNode> {
  const all = program.body.flatMap((node): [string, Node | null | undefined][] => {
    if (node.type === 'FunctionDeclaration') return [[node.id.name, node]];
    if (node.type !== 'VariableDeclaration') return [];
    return node.declarations.map(({ id, init }) => [id.type === 'Identifier' ? id.name : '', init as Node | null]);
  });
  return new Map(all.filter(([, node]) => node && isFunction(node))) as Map<string, FunctionNode>;
}

function isFunction({ type }: Node): boolean {
  return /Function/.test(type);
}

/** Finds what a module's functions are declared as: the node of a value, or of the declaration that it names. */
export function findSource(program: acorn.Program, value: Node): Node {
  return (value.type === 'Identifier' && listDeclared(program).get(value.name)) || value;
}

/** `exports.hooks.trim` and `grouped.hooks.trim`: hooks, trim. No path at all for anything else. */
function readPath(node: Node): string[] {
  const path: string[] = [];
  let holder = node;
  while (holder.type === 'MemberExpression') {
    if (holder.computed) return [];
    path.unshift(readKey(holder.property as Node));
    holder = holder.object as Node;
  }
  if (holder.type !== 'Identifier') return [];
  if (holder.name === 'module' && path[0] === 'exports') path.shift();
  return path.includes('prototype') ? [] : path;
}

/** The key by which an outer object is held: `hooks` of `hooks: { … }`, and of `exports.hooks = { … }`. */
function readOuterKey(node: Node): string[] {
  if (node.type === 'Property') return [readKey(node.key as Node)];
  return node.type === 'AssignmentExpression' ? readPath(node.left as Node) : [];
}

function readKey(key: Node): string {
  if (key.type === 'Identifier') return key.name;
  return key.type === 'Literal' ? String(key.value) : '';
}
