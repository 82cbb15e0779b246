import { isArray, isObject } from '../../shared/intrinsics.ts';
import type { Mapper1Settings } from './document.ts';
import type { Mapper1Entry } from './entry.ts';
import type { ListLevel, MappingFrame } from './levels.ts';
import { countLists } from './path.ts';
import { readings } from './readings.ts';

/**
 * Compiles an extract with `{{…}}`: names are those of the record, or of the current row of a group. `*.x` is the field
 * of that row.
 * @param within the list of the entry's `jsonPath`, whose current element is then the record
 */
export function compileTemplate(
  entry: Mapper1Entry,
  within: ListLevel | undefined,
  { compileExpression }: Mapper1Settings,
): (frame: MappingFrame) => unknown {
  const scope = entry.scope.at('extract');
  const template = entry.extract.replaceAll(/\{\{.*?\}\}/gs, readRows);
  if (/\{\{[^}"']*\[\*\]/.test(template)) {
    scope.refuse(
      `found [*] in ${entry.extract}, expected names of the record or *.name; a preMap hook can build lists`,
    );
  }
  if (!compileExpression) {
    scope.refuse(`found ${entry.extract}, which no expression is compiled for here; expected a path`);
    return () => undefined;
  }
  const render = compileExpression(template, scope);
  const id = within?.id ?? 0;
  const isFirst = entry.field.useFirstRow === true && countLists(entry.target) > 0;
  return (frame) => {
    if (id > 0) scope.rely(readings.expressionOfElement);
    else if (isArray(frame.record)) scope.rely(readings.expressionOfRow);
    const context = isFirst ? frame.rows[0] : frame.bound[id];
    return render(isObject(context) && !isArray(context) ? context : {});
  };
}

/** Takes `*.` off the names in an expression, and leaves its texts as they are. */
function readRows(expression: string): string {
  return expression.replaceAll(/"[^"]*"|'[^']*'|(?<=[{\s(#=~&])\*\./g, (found) => (found === '*.' ? '' : found));
}
