/** Resolves when the page is shown, or hidden, or when the signal is aborted. */
export function waitUntilPage(state: DocumentVisibilityState, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const ends = new AbortController();
  const check = () => {
    if (document.visibilityState === state || signal.aborted) resolve();
  };
  document.addEventListener('visibilitychange', check, { signal: ends.signal });
  signal.addEventListener('abort', check, { signal: ends.signal });
  check();
  return promise.finally(() => ends.abort());
}
