const KEY = 'page-token';
/** A fragment is a token if it is longer than those of the page itself: `#calls`, `#call=…`. */
const TOKEN = /^#([\w-]{16,})$/;

/**
 * Reads the token of the page. It comes in the fragment of the address, which browsers send nowhere, and moves to the
 * storage of this tab: so it stays out of the history. Undefined if the tab never had one.
 */
export function readPageToken(): string | undefined {
  const [, token] = TOKEN.exec(location.hash) ?? [];
  try {
    if (token === undefined) return sessionStorage.getItem(KEY) ?? undefined;
    sessionStorage.setItem(KEY, token);
    history.replaceState(null, '', location.pathname);
  } catch {
    // The browser keeps nothing of any site: the token stays in the address.
  }
  return token;
}

/** Whether the address has a token that the page has not taken yet. */
export function hasNewToken(): boolean {
  return TOKEN.test(location.hash);
}
