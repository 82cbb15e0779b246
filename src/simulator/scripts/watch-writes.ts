import type * as acorn from 'acorn';
import { simple } from 'acorn-walk';
import type MagicString from 'magic-string';

/**
 * Puts a call around the object of each member that a script writes to or deletes: `a.b = 1` becomes
 * `access.writeTo((a), "b").b = 1`. A write to frozen options is lost in sloppy mode, and nothing else would show it.
 */
export function watchWrites(program: acorn.Program, code: MagicString, access: string): void {
  const watch = (node: acorn.AnyNode) => {
    if (node.type !== 'MemberExpression') return;
    const { object, property, computed } = node;
    if (object.type === 'Super' || property.type === 'PrivateIdentifier') return;
    // Inner members are visited first, and may begin at the same place.
    code.prependLeft(object.start, `${access}.writeTo((`);
    const key = !computed && property.type === 'Identifier' ? `, ${JSON.stringify(property.name)}` : '';
    code.appendLeft(object.end, `)${key})`);
    if (!computed) return;
    code.prependLeft(property.start, `${access}.key((`);
    code.appendLeft(property.end, '))');
  };
  simple(program, {
    MemberPattern: (node: acorn.AnyNode) => watch(node),
    UpdateExpression: ({ argument }: acorn.UpdateExpression) => watch(argument),
    UnaryExpression: ({ operator, argument }: acorn.UnaryExpression) => {
      if (operator === 'delete') watch(argument);
    },
  } as Parameters<typeof simple>[1]);
}
