import type * as acorn from 'acorn';
import { simple } from 'acorn-walk';
import { suggest } from '../../shared/nearest.ts';
import { lineOf, type ScriptProblem } from './parse-script.ts';

/** The modules that scripts of the platform can import. */
export const MODULES: readonly string[] = ['integrator-api', 'dayjs', 'sjcl'];

const UNVERIFIED = 'is not known to work in scripts of the platform, which are synchronous';

/** Names that Node or a browser has, and the platform's engine has not. */
const ABSENT: ReadonlySet<string> = new Set(
  (
    'setTimeout setInterval setImmediate clearTimeout clearInterval queueMicrotask fetch XMLHttpRequest process Buffer ' +
    'module __dirname __filename global window document structuredClone TextEncoder TextDecoder URL URLSearchParams ' +
    'atob btoa crypto performance WebAssembly SharedArrayBuffer Atomics eval Function'
  ).split(' '),
);

/** What was found in a script. */
export interface ScriptSurvey {
  /** The names of the modules that it imports or requires. */
  readonly imports: readonly string[];
  readonly problems: readonly ScriptProblem[];
}

/** Finds the modules that a script names, and what the platform cannot run, may not run, or has not. */
export function findProblems(program: acorn.Program): ScriptSurvey {
  const survey = new Survey(program);
  simple(program, survey.visitors());
  return survey.end();
}

class Survey {
  readonly #top: ReadonlySet<acorn.Node>;
  readonly #imports = new Set<string>();
  readonly #problems: ScriptProblem[] = [];
  readonly #declared = new Set<string>();
  /** The first use of each name that no declaration was found for yet. */
  readonly #used = new Map<string, acorn.Node>();
  readonly #noted = new Set<string>();

  constructor(program: acorn.Program) {
    this.#top = new Set(program.body);
  }

  visitors() {
    return {
      Function: (node: acorn.Function) => {
        if (node.async) this.#noteOnce(node, `async ${UNVERIFIED}`);
      },
      AwaitExpression: (node: acorn.Node) => this.#noteOnce(node, `await ${UNVERIFIED}`),
      ChainExpression: (node: acorn.Node) => this.#noteOnce(node, '?. is not known to work in scripts of the platform'),
      LogicalExpression: (node: acorn.LogicalExpression) => this.#noteNullish(node.operator, node),
      AssignmentExpression: (node: acorn.AssignmentExpression) => this.#noteNullish(node.operator, node),
      Identifier: (node: acorn.Identifier) => {
        if (!this.#used.has(node.name)) this.#used.set(node.name, node);
      },
      VariablePattern: ({ name }: acorn.Identifier) => void this.#declared.add(name),
      ImportDeclaration: (node: acorn.ImportDeclaration) => {
        for (const { local } of node.specifiers) this.#declared.add(local.name);
        this.#import(node, node.source.value);
        this.#expectTop(node);
      },
      ExportNamedDeclaration: (node: acorn.ExportNamedDeclaration) => {
        if (node.source) this.#refuse(node, 'found export … from, expected a declaration in the script itself');
        this.#expectTop(node);
      },
      ExportAllDeclaration: (node: acorn.Node) =>
        this.#refuse(node, 'found export *, expected a declaration in the script itself'),
      ExportDefaultDeclaration: (node: acorn.Node) => this.#expectTop(node),
      ImportExpression: (node: acorn.Node) =>
        this.#refuse(node, 'found import(), expected an import statement at the top'),
      MetaProperty: (node: acorn.MetaProperty) => {
        if (node.meta.name === 'import') this.#refuse(node, 'found import.meta, which scripts do not have');
      },
      CallExpression: ({ callee, arguments: [first] }: acorn.CallExpression) => {
        if (callee.type !== 'Identifier' || callee.name !== 'require') return;
        this.#import(callee, first?.type === 'Literal' ? first.value : undefined);
      },
    };
  }

  end(): ScriptSurvey {
    for (const [name, node] of this.#used) {
      if (this.#declared.has(name)) continue;
      if (name === 'Promise') this.#note(node, `Promise ${UNVERIFIED}`);
      if (ABSENT.has(name)) this.#note(node, `found ${name}, which scripts of the platform do not have`);
    }
    const problems = this.#problems.toSorted((one, other) => one.line - other.line);
    return { imports: [...this.#imports], problems };
  }

  #import(node: acorn.Node, name: unknown): void {
    const expected = `expected ${MODULES.join(', ')}`;
    if (typeof name !== 'string') this.#refuse(node, `found require of a computed name, ${expected}`);
    else if (MODULES.includes(name)) this.#imports.add(name);
    else this.#refuse(node, `found the module ${name}, ${expected}${suggest(name, MODULES)}`);
  }

  #noteNullish(operator: string, node: acorn.Node): void {
    if (operator.startsWith('??')) this.#noteOnce(node, `${operator} is not known to work in scripts of the platform`);
  }

  #expectTop(node: acorn.Node): void {
    if (!this.#top.has(node)) this.#refuse(node, 'found import or export in a block, expected it at the top');
  }

  #noteOnce(node: acorn.Node, message: string): void {
    if (!this.#noted.has(message)) this.#note(node, message);
    this.#noted.add(message);
  }

  #note(node: acorn.Node, message: string): void {
    this.#problems.push({ line: lineOf(node), message, isError: false });
  }

  #refuse(node: acorn.Node, message: string): void {
    this.#problems.push({ line: lineOf(node), message, isError: true });
  }
}
