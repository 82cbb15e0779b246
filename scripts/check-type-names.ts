/**
 * Fails if two files of src export a type, an interface or a class of the same name: one word has one meaning.
 * Re-exports do not count.
 */
import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';

const places = new Map<string, Set<string>>();

for (const file of globSync('src/**/*.{ts,tsx}')) {
  for (const name of listExportedTypes(file)) places.set(name, (places.get(name) ?? new Set()).add(file));
}
const duplicates = [...places].filter(([, files]) => files.size > 1);
for (const [name, files] of duplicates) {
  console.error(`${name}: found exports in ${[...files].join(' and ')}, expected one file`);
}
process.exitCode = duplicates.length > 0 ? 1 : 0;

function listExportedTypes(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  return source.statements.flatMap((statement) =>
    isNamedType(statement) && isExported(statement) ? [statement.name.text] : [],
  );
}

function isNamedType(node: ts.Statement): node is ts.Statement & { readonly name: ts.Identifier } {
  const isType = ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isEnumDeclaration(node);
  return isType || (ts.isClassDeclaration(node) && node.name !== undefined);
}

function isExported(node: ts.Statement): boolean {
  return ts.canHaveModifiers(node) && node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
}
