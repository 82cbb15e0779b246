/**
 * Calls a function at the first Ctrl-C; the second one ends the process.
 * @returns a function that ends this
 */
export function onSignals(end: () => void): () => void {
  process.once('SIGINT', end).once('SIGTERM', end);
  return () => void process.off('SIGINT', end).off('SIGTERM', end);
}
