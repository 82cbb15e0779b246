import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';

const types = fileURLToPath(new URL('../../../dist/types/', import.meta.url));
const entries = ['', 'contracts/', 'http/', 'platform-api/', 'recording/', 'testing/', 'simulator/'];

const program = ts.createProgram(
  entries.map((entry) => `${types}${entry}index.d.ts`),
  { lib: ['lib.es2024.d.ts'], module: ts.ModuleKind.NodeNext, strict: true, skipLibCheck: true, types: ['node'] },
);
const checker = program.getTypeChecker();

/** Whether something is declared by the package: names of the language and of libraries are theirs to describe. */
function isOurs(declaration: ts.Declaration | undefined): boolean {
  return declaration?.getSourceFile().fileName.startsWith(types) ?? false;
}

function isSaid(symbol: ts.Symbol): boolean {
  return symbol.getDocumentationComment(checker).length > 0 || symbol.getJsDocTags(checker).length > 0;
}

/** Lists the fields without documentation that can be reached from a type, through parameters and results as well. */
function listSilent(type: ts.Type, path: string, seen: Set<ts.Type>): string[] {
  const plain = checker.getNonNullableType(type);
  if (seen.has(plain) || path.length > 150) return [];
  seen.add(plain);
  const parts = [
    ...(plain.isUnionOrIntersection() ? plain.types : []),
    ...checker.getIndexInfosOfType(plain).map((info) => info.type),
  ];
  const signatures = [...plain.getCallSignatures(), ...plain.getConstructSignatures()].filter((one) =>
    isOurs(one.declaration),
  );
  const own = plain.isUnion() ? [] : plain.getProperties().filter((one) => isOurs(one.getDeclarations()?.[0]));
  return [
    ...parts.flatMap((part) => listSilent(part, `${path}[]`, seen)),
    ...own.flatMap((one) => [
      ...(isSaid(one) ? [] : [`${path}.${one.name}`]),
      ...listSilent(checker.getTypeOfSymbol(one), `${path}.${one.name}`, seen),
    ]),
    ...signatures.flatMap((one) => [
      ...one
        .getParameters()
        .flatMap((taken) => listSilent(checker.getTypeOfSymbol(taken), `${path}(${taken.name})`, seen)),
      ...listSilent(one.getReturnType(), `${path}()`, seen),
    ]),
  ];
}

it.each(entries)('every name of the entry "%s" has a sentence, and every field that is reached from it', (entry) => {
  const source = program.getSourceFile(`${types}${entry}index.d.ts`) as ts.SourceFile;
  const names = checker.getExportsOfModule(checker.getSymbolAtLocation(source) as ts.Symbol);
  expect(names.length).toBeGreaterThan(0);
  const seen = new Set<ts.Type>();
  const silent = names.flatMap((name) => {
    const symbol = name.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(name) : name;
    if (!isOurs(symbol.getDeclarations()?.[0])) return [];
    const isValue = symbol.flags & ts.SymbolFlags.Value;
    const value = isValue ? checker.getTypeOfSymbol(symbol) : checker.getDeclaredTypeOfSymbol(symbol);
    // An editor shows the sentence of the overload that a call has taken.
    const overloads = value.getCallSignatures().filter((one) => isOurs(one.declaration));
    const isSilent =
      !isSaid(symbol) || (isValue && overloads.some((one) => !one.getDocumentationComment(checker).length));
    return [
      ...(isSilent ? [symbol.name] : []),
      ...listSilent(value, symbol.name, seen),
      ...listSilent(checker.getDeclaredTypeOfSymbol(symbol), symbol.name, seen),
    ];
  });
  expect(silent).toEqual([]);
});
