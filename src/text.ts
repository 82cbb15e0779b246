/** The text of anything that was thrown, or at least its type. Never throws. */
export function textOf(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return typeof thrown;
  }
}
