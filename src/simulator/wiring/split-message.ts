/**
 * Splits a message into what was found and what was expected. A message of another form is found as it is, and expects
 * nothing.
 */
export function splitMessage(message: string): readonly [found: string, expected: string] {
  const [, found, expected] = /^found (.+?), expected (.+)$/s.exec(message) ?? [];
  return found === undefined || expected === undefined ? [message, ''] : [found, expected];
}
