import type Handlebars from 'handlebars';
import { suggest } from '../../shared/nearest.ts';
import type { RecordFailure } from '../scope/record-failure.ts';
import type { Scope } from '../scope/scope.ts';
import { SOME_NAMES } from './blocks.ts';
import type { Helper } from './helper.ts';
import { HelperHost, type TemplateTools } from './helper-host.ts';
import { knownHelpers } from './known-helpers.ts';
import { printAsText } from './printed-value.ts';

type Statement = hbs.AST.Statement;
type Call = hbs.AST.MustacheStatement | hbs.AST.BlockStatement | hbs.AST.SubExpression;

/** What surrounds a part of a template: whether a block does, and the names that blocks define. */
interface Surroundings {
  readonly isInBlock: boolean;
  readonly defined: ReadonlySet<string>;
}

// Helpers that the platform or its library has besides: they hide fields of the same name.
const OTHER_HELPERS: readonly string[] = ['aws4', 'log', 'helperMissing', 'blockHelperMissing'];
const NOT_SIMULATED = 'cannot be simulated; write the text in place, or compute the value in a preMap hook';

/**
 * Checks a template's tree against what the platform knows, and refuses the rest by the scope. It collects the helpers
 * and the fields, and changes the tree where the platform reads it in its own way.
 */
export class TemplateInspector {
  /** The helpers that the template calls. */
  readonly hosts = new Map<string, HelperHost>();
  /** The helpers that print a value as a text. */
  readonly printers = new Set<string>();
  /** The fields that are read from the context, outside of blocks. */
  readonly fields: string[][] = [];
  /** Whether a block is a field, without a helper. */
  hasSections = false;
  isRefused = false;
  readonly #scope: Scope;
  readonly #tools: TemplateTools;
  readonly #lines: readonly string[];

  constructor(template: string, tools: TemplateTools) {
    this.#scope = tools.scope;
    this.#tools = tools;
    this.#lines = template.split(/\r?\n/);
  }

  inspect(
    program: ReturnType<typeof Handlebars.parse>,
    around = { isInBlock: false, defined: new Set<string>() },
  ): void {
    program.body = program.body.flatMap((statement) => {
      const content = this.#readRawBlock(statement);
      if (content !== undefined) return content;
      this.#inspectStatement(statement, around);
      return statement;
    });
    const printers = printAsText(program, around.isInBlock, (printed) => {
      return hasValues(printed) || knownHelpers.has(readName(printed, around) ?? '');
    });
    for (const name of printers) this.printers.add(name);
  }

  #inspectStatement(statement: Statement, around: Surroundings): void {
    switch (statement.type) {
      case 'ContentStatement':
      case 'CommentStatement':
        return;
      case 'MustacheStatement':
        this.#inspectPrinted(statement as hbs.AST.MustacheStatement, around);
        return;
      case 'BlockStatement':
        this.#inspectBlock(statement as hbs.AST.BlockStatement, around);
        return;
      default:
        this.#refuse(statement, `found a partial or a decorator, which ${NOT_SIMULATED}`);
    }
  }

  #inspectPrinted(statement: hbs.AST.MustacheStatement, around: Surroundings): void {
    const name = readName(statement, around);
    // What is printed of a list of parts is the first of them.
    if (name === 'split' && statement.params.length === 2) {
      statement.params.push({
        type: 'NumberLiteral',
        value: 0,
        original: 0,
        loc: statement.loc,
      } as hbs.AST.NumberLiteral);
    }
    if (name !== undefined && (isTaken(name) || hasValues(statement))) this.#inspectCall(statement, name, around);
    else if (hasValues(statement)) this.#refuseCall(statement);
    else this.#inspectValue(statement.path, around);
  }

  #inspectBlock(block: hbs.AST.BlockStatement, around: Surroundings): void {
    const name = readName(block, around);
    if (name !== undefined && (isTaken(name) || hasValues(block))) {
      if (name === 'some') nameTest(block);
      this.#inspectCall(block, name, around);
    } else if (hasValues(block)) this.#refuseCall(block);
    else {
      this.hasSections = true;
      this.#inspectValue(block.path, { ...around, isInBlock: true });
    }
    for (const program of [block.program, block.inverse]) {
      if (!program) continue;
      const defined = new Set([...around.defined, ...(program.blockParams ?? [])]);
      this.inspect(program, { isInBlock: true, defined });
    }
  }

  #inspectValue(node: hbs.AST.Expression, around: Surroundings): void {
    if (node.type === 'SubExpression') {
      const call = node as hbs.AST.SubExpression;
      const name = readName(call, around);
      if (name === undefined) this.#refuseCall(call);
      else this.#inspectCall(call, name, around);
    }
    if (node.type !== 'PathExpression') return;
    const { data, depth, parts, original } = node as hbs.AST.PathExpression;
    if (data || depth > 0 || around.defined.has(parts[0] ?? '')) return;
    if (parts[0] === 'lookup' && parts.length > 1 && !/^(?:\.|this\b)/.test(original)) {
      const wayOut = `expected a lookup with a map or a cache: {{lookup "${parts[1]}" value}}`;
      this.#refuse(node, `found {{${original}}}, the result of a dynamic lookup, which cannot be simulated; ${wayOut}`);
    } else if (!around.isInBlock && parts.length > 0) this.fields.push(parts);
  }

  #inspectCall(call: Call, name: string, around: Surroundings): void {
    const helper = knownHelpers.get(name);
    const isBlock = call.type === 'BlockStatement';
    const problem = helper === undefined ? findNoHelper(name) : findMisuse(call, name, helper, isBlock);
    if (problem !== undefined) this.#refuse(call, problem);
    const host = this.hosts.get(name) ?? new HelperHost(name, this.#tools);
    this.hosts.set(name, host);
    if (problem === undefined) this.#checkValues(call, host, helper);
    // A field that is asked for may be missing.
    const isOptional = isBlock || name === 'getValue' || name === 'isTruthy' || name === 'isFalsey';
    const inner = { ...around, isInBlock: around.isInBlock || isOptional };
    for (const value of listValues(call)) this.#inspectValue(value, inner);
  }

  #checkValues(call: Call, host: HelperHost, helper: Helper | undefined): void {
    try {
      helper?.check?.(host, call.params.map(readLiteral));
    } catch (thrown) {
      this.#refuse(call, (thrown as RecordFailure).message);
    }
  }

  #refuseCall(call: Call): void {
    const { original } = call.path as hbs.AST.PathExpression;
    this.#refuse(call, `found a call of ${original}, expected the name of a helper right after the braces`);
  }

  #refuse(node: hbs.AST.Node, message: string): void {
    this.isRefused = true;
    this.#scope.refuse(this.#lines.length === 1 ? message : `line ${node.loc.start.line}: ${message}`);
  }

  /** Reads the literal text of a raw block; undefined for any other statement. */
  #readRawBlock(statement: Statement): Statement[] | undefined {
    const { line, column } = statement.loc.start;
    if (statement.type !== 'BlockStatement' || !this.#lines[line - 1]?.startsWith('{{{{', column)) return undefined;
    const block = statement as hbs.AST.BlockStatement;
    if (block.path.original !== 'raw' || hasValues(block)) {
      this.#refuse(block, `found {{{{${block.path.original}}}}}, expected {{{{raw}}}} for literal text`);
    }
    return block.program.body;
  }
}

/** The name of the helper that a call may mean: one name, which no block around it defines. */
function readName(call: Call, around: Surroundings): string | undefined {
  const path = call.path as hbs.AST.PathExpression;
  const name = String(path.original);
  if (path.type !== 'PathExpression') return name;
  const isSimple = path.parts.length === 1 && path.depth === 0 && !/^\.|this\b/.test(name);
  return isSimple && !around.defined.has(path.parts[0] as string) ? path.parts[0] : undefined;
}

/** Whether a bare name calls a helper rather than reading a field. */
function isTaken(name: string): boolean {
  return knownHelpers.has(name) || OTHER_HELPERS.includes(name);
}

function hasValues(call: Call): boolean {
  return call.params.length > 0 || call.hash !== undefined;
}

function listValues(call: Call): hbs.AST.Expression[] {
  return [...call.params, ...(call.hash?.pairs ?? []).map((pair) => pair.value)];
}

/** The value of a literal; undefined for what is known in the run only. */
function readLiteral(node: hbs.AST.Expression): unknown {
  return (node as Partial<hbs.AST.StringLiteral>).value;
}

/** The platform takes the condition of `some` by its bare name, which the library would look up in the record. */
function nameTest({ params }: hbs.AST.BlockStatement): void {
  const test = params[1] as hbs.AST.PathExpression | undefined;
  if (test?.type !== 'PathExpression') return;
  const value = SOME_NAMES.find((name) => name === test.original) ?? test.original;
  params[1] = { type: 'StringLiteral', value, original: value, loc: test.loc } as hbs.AST.StringLiteral;
}

function findNoHelper(name: string): string {
  if (name === 'aws4') {
    return 'found the helper aws4, which signs requests and cannot be simulated; sign them in the wrapper function';
  }
  if (OTHER_HELPERS.includes(name)) {
    return `found {{${name}}}, which the platform does not document as a helper; for a field of that name write {{this.${name}}}`;
  }
  return `found ${name}, expected a helper of the platform${suggest(name, [...knownHelpers.keys()])}`;
}

function findMisuse(call: Call, name: string, helper: Helper, isBlock: boolean): string | undefined {
  const [least, most] = helper.arity;
  const { length } = call.params;
  if (length === 0 && least > 0 && !isBlock) {
    const { data, original } = call.path as hbs.AST.PathExpression;
    const wayOut = data
      ? `expected it in a block: {{#if ${original}}}`
      : `for a field of that name write {{this.${name}}}`;
    return `found {{${original}}}, which calls the helper ${name} without a value; ${wayOut}`;
  }
  if (isBlock !== helper.isBlock) {
    const [found, expected] = isBlock ? [`#${name}`, name] : [name, `#${name}`];
    return `found {{${found}}}, expected {{${expected} …}}: the platform has ${name} in that form only`;
  }
  if (length < least || length > most) {
    const range = least === most ? `${least}` : `${least} to ${most}`;
    return `found ${name} with ${length} ${length === 1 ? 'value' : 'values'}, expected ${range}`;
  }
  const unknown = call.hash?.pairs.find((pair) => !helper.hash.includes(pair.key))?.key;
  if (unknown === undefined) return undefined;
  const expected = helper.hash.length === 0 ? 'no named values' : helper.hash.join(' or ');
  return `found ${name} with ${unknown}=, expected ${expected}${suggest(unknown, helper.hash)}`;
}
