/*
 * Writes the description of each kind and field into the built type declarations: editors show it where an author types
 * `options.`. The types are inferred from the schemas, whose descriptions the compiler cannot see. Part of the build.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import ts from 'typescript';
import type { Contract } from '../src/contracts/contract.ts';
import { contracts } from '../src/contracts/registry.ts';
import { describeSchema, type Field } from '../src/contracts/render/describe.ts';

/** The declarations of all contracts. */
const FILE = new URL('../dist/types/contracts/registry.d.ts', import.meta.url);

/** Adds the descriptions to the text of a declaration file. */
export function documentTypes(text: string): string {
  const file = ts.createSourceFile('contracts.d.ts', text, ts.ScriptTarget.Latest, true);
  const comments: { readonly at: number; readonly comment: string }[] = [];
  const add = (node: ts.Node, comment: string) => comments.push({ at: node.getStart(), comment: `/** ${comment} */ ` });

  const visitFields = (node: ts.Node, fields: readonly Field[]): void => {
    if (ts.isPropertySignature(node)) {
      const field = fields.find(({ name }) => name === node.name.getText());
      if (field?.text) add(node, field.text);
      if (node.type) visitFields(node.type, field?.fields ?? []);
    } else ts.forEachChild(node, (child) => visitFields(child, fields));
  };
  const visit = (node: ts.Node): void => {
    const contract = ts.isPropertySignature(node) && (contracts as Record<string, Contract>)[node.name.getText()];
    if (!contract || !node.type || !ts.isImportTypeNode(node.type)) {
      ts.forEachChild(node, visit);
      return;
    }
    add(node, contract.summary);
    const [options, response] = node.type.typeArguments ?? [];
    if (options) visitFields(options, describeSchema(contract.options).fields);
    if (response) visitFields(response, describeSchema(contract.response).fields);
  };
  visit(file);

  // From the end: an insertion moves what comes after it.
  return comments
    .sort((one, other) => other.at - one.at)
    .reduce((all, { at, comment }) => all.slice(0, at) + comment + all.slice(at), text);
}

if (import.meta.main) writeFileSync(FILE, documentTypes(readFileSync(FILE, 'utf8')));
