import ts from 'typescript';

/** A field of a schema, and what its source says of it. */
export interface CommentedField {
  readonly name: string;
  readonly text: string;
  readonly fields: readonly CommentedField[];
}

/**
 * Reads the comments above the fields of schemas, by the names of the schemas. Schemas are said as constants, which may
 * name each other in any of the sources.
 */
export function readCommentedFields(sources: readonly string[]): ReadonlyMap<string, readonly CommentedField[]> {
  const schemas = new Map(sources.flatMap(listConstants));
  const listFields = (node: ts.Node): CommentedField[] => {
    if (ts.isPropertyAssignment(node))
      return [{ name: node.name.getText(), text: readComment(node), fields: listFields(node.initializer) }];
    // What stands behind the dot is the name of a method.
    if (ts.isPropertyAccessExpression(node)) return listFields(node.expression);
    const named = ts.isIdentifier(node) && schemas.get(node.text);
    return named ? listFields(named) : listChildren(node).flatMap(listFields);
  };
  return new Map([...schemas].map(([name, schema]) => [name, listFields(schema)]));
}

function listConstants(source: string): [string, ts.Expression][] {
  const file = ts.createSourceFile('schemas.ts', source, ts.ScriptTarget.Latest, true);
  return file.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => declarationList.declarations)
    .flatMap(({ name, initializer }) =>
      initializer ? [[name.getText(), initializer] as [string, ts.Expression]] : [],
    );
}

function readComment(node: ts.Node): string {
  const comments = ts.getJSDocCommentsAndTags(node).map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '');
  return comments.join(' ').replaceAll(/\s+/g, ' ');
}

function listChildren(node: ts.Node): ts.Node[] {
  const all: ts.Node[] = [];
  ts.forEachChild(node, (child) => void all.push(child));
  return all;
}
