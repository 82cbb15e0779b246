import { useEffect, useState } from 'preact/hooks';
import type { CallApi } from './call-api.ts';

/** Milliseconds without a key before a text is looked for. */
const PAUSE = 150;

/**
 * Finds the calls that have a text. The server looks for it, because the page does not hold what was sent.
 * @param newest what changes as calls come: the search is repeated
 * @returns undefined without a text, and until the first answer
 */
export function useTextSearch(api: CallApi, text: string, newest: number): ReadonlySet<string> | undefined {
  const [result, setResult] = useState<{ readonly text: string; readonly found: ReadonlySet<string> }>();
  useEffect(() => {
    if (text === '') return setResult(undefined);
    let isStale = false;
    const timer = setTimeout(async () => {
      // A lost connection is shown as such, and ends with other calls.
      const found = await api.search(text).catch(() => undefined);
      if (found && !isStale) setResult({ text, found });
    }, PAUSE);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [api, text, newest]);
  return text === '' ? undefined : result?.found;
}
