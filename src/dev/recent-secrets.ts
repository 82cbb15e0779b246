import type { NamedSecret } from '../recording/list-secrets.ts';
import { createSecretReplacer } from '../recording/secret-replacer.ts';

/** The most secrets that are remembered: each call brings a token of its own. */
const MOST = 300;

/**
 * The secrets of the newest calls, for cleaning what the processes write: a line does not say which call it belongs to,
 * and may come after that call's end.
 */
export class RecentSecrets {
  readonly #always: readonly NamedSecret[];
  #recent = new Map<string, NamedSecret>();
  #replace: ((text: string) => string) | undefined;

  /** @param always secrets that belong to no call */
  constructor(always: readonly NamedSecret[]) {
    this.#always = always;
  }

  /** Adds the secrets of a call, before its function runs. */
  add(secrets: readonly NamedSecret[]): void {
    for (const secret of secrets) {
      if (!this.#recent.has(secret.value)) this.#replace = undefined;
      this.#recent.delete(secret.value);
      this.#recent.set(secret.value, secret);
    }
    if (this.#recent.size > MOST) this.#recent = new Map([...this.#recent].slice(-MOST));
  }

  /** Puts placeholders in the place of all known secrets of a text, in whatever form they occur. */
  clean(text: string): string {
    this.#replace ??= createSecretReplacer([...this.#always, ...this.#recent.values()]).replaceText;
    return this.#replace(text);
  }
}
