/*
 * Writes the description of each kind and field into the built type declarations: editors show it where an author types
 * `options.`. The types are inferred from the schemas, whose descriptions the compiler cannot see. The fields of the
 * platform's documents have comments instead: their descriptions would be made in each process, and nothing asks for
 * them there. Part of the build.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import ts from 'typescript';
import type { Contract } from '../src/contracts/contract.ts';
import { contracts } from '../src/contracts/registry.ts';
import { describeSchema } from '../src/contracts/render/describe.ts';
import { connectionFields, recordErrorFields } from '../src/contracts/schemas.ts';
import { appFileSchema } from '../src/lifecycle/app-file.ts';
import { flowSchema } from '../src/simulator/flow/schema.ts';
import { simulationSchema } from '../src/simulator/flow/simulation-schema.ts';
import { type CommentedField, readCommentedFields } from './build/commented-fields.ts';

type Schema = Parameters<typeof describeSchema>[0];

/** What is said of the fields of something. */
type Fields = readonly CommentedField[];

/** A comment, and the place before which it stands. */
interface Comment {
  readonly at: number;
  readonly comment: string;
}

const types = new URL('../dist/types/', import.meta.url);
const sources = new URL('../src/', import.meta.url);

/** The declared schemas, by their file and their name. */
const schemas: Readonly<Record<string, Readonly<Record<string, Schema>>>> = {
  'contracts/schemas.d.ts': { connectionFields: connectionFields(), recordErrorFields: recordErrorFields() },
  'lifecycle/app-file.d.ts': { appFileSchema },
  'simulator/flow/schema.d.ts': { flowSchema },
  'simulator/flow/simulation-schema.d.ts': { simulationSchema },
};

/** The sources whose schemas are described by comments. */
const commented = ['document-parts', 'documents', 'export-document', 'flow-document', 'import-document'].map(
  (name) => `simulator/flow/${name}`,
);

/** Adds the descriptions of all contracts to the text of their declarations. */
export function documentContracts(text: string): string {
  const visit = (node: ts.Node): Comment[] => {
    const contract = ts.isPropertySignature(node) && (contracts as Record<string, Contract>)[node.name.getText()];
    if (!contract || !node.type || !ts.isImportTypeNode(node.type)) return visitChildren(node, visit);
    const [options, response] = node.type.typeArguments ?? [];
    return [
      createComment(node, contract.summary),
      ...(options ? documentFields(options, describeSchema(contract.options).fields) : []),
      ...(response ? documentFields(response, describeSchema(contract.response).fields) : []),
    ];
  };
  return insert(text, visit);
}

/** Adds what is said of the fields of schemas, by the names of the schemas, to the text of their declarations. */
export function documentSchemas(text: string, named: ReadonlyMap<string, Fields>): string {
  const visit = (node: ts.Node): Comment[] => {
    const fields = ts.isVariableDeclaration(node) && named.get(node.name.getText());
    return fields ? documentFields(node, fields) : visitChildren(node, visit);
  };
  return insert(text, visit);
}

function documentFields(node: ts.Node, fields: Fields): Comment[] {
  if (!ts.isPropertySignature(node)) return visitChildren(node, (child) => documentFields(child, fields));
  const field = fields.find(({ name }) => name === node.name.getText());
  return [
    ...(field?.text ? [createComment(node, field.text)] : []),
    ...(node.type ? documentFields(node.type, field?.fields ?? []) : []),
  ];
}

function visitChildren(node: ts.Node, visit: (node: ts.Node) => Comment[]): Comment[] {
  const all: Comment[] = [];
  ts.forEachChild(node, (child) => void all.push(...visit(child)));
  return all;
}

function createComment(node: ts.Node, comment: string): Comment {
  return { at: node.getStart(), comment: `/** ${comment} */ ` };
}

function insert(text: string, visit: (node: ts.Node) => Comment[]): string {
  const file = ts.createSourceFile('declarations.d.ts', text, ts.ScriptTarget.Latest, true);
  // From the end: an insertion moves what comes after it.
  return visit(file)
    .sort((one, other) => other.at - one.at)
    .reduce((all, { at, comment }) => all.slice(0, at) + comment + all.slice(at), text);
}

function rewrite(name: string, change: (text: string) => string): void {
  const file = new URL(name, types);
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}

if (import.meta.main) {
  rewrite('contracts/registry.d.ts', documentContracts);
  for (const [name, named] of Object.entries(schemas)) {
    const fields = Object.entries(named).map(([schema, one]) => [schema, describeSchema(one).fields] as const);
    rewrite(name, (text) => documentSchemas(text, new Map(fields)));
  }
  const fields = readCommentedFields(commented.map((name) => readFileSync(new URL(`${name}.ts`, sources), 'utf8')));
  for (const name of commented) rewrite(`${name}.d.ts`, (text) => documentSchemas(text, fields));
}
