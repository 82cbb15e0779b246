/**
 * Describes a call of `process.exit`: `process.exit(0) at file:///app/orders.ts:12:3`.
 * @param stack that of an error made in the function which replaces `process.exit`
 */
export function describeExitCall(code: unknown, stack = ''): string {
  // The second line is the replacement itself.
  const [, place = ''] = /^(?:.*\n){2}\s+at (?:.*\()?(.*?)\)?$/m.exec(stack) ?? [];
  return `process.exit(${code ?? ''})${place && ` at ${place}`}`;
}
