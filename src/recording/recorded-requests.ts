import { distance } from 'fastest-levenshtein';
import { shorten } from '../shared/difference.ts';
import { formatPath } from '../shared/path.ts';
import { type ComparisonRules, listDifferences } from './list-differences.ts';
import type { IsIgnored } from './path-pattern.ts';
import type { HttpExchange } from './recording.ts';

/** The part of a request by which its recorded exchange is found. */
export type SentRequest = Pick<HttpExchange, 'method' | 'url' | 'requestHeaders' | 'requestBody' | 'requestCut'>;

/** The requests of a recording. Each is used once, in their order. */
export class RecordedRequests {
  readonly #recorded: readonly HttpExchange[];
  readonly #values: readonly unknown[];
  readonly #used = new Set<number>();
  readonly #rules: ComparisonRules;

  /** @param isIgnored places in `http` whose differences do not count */
  constructor(recorded: readonly HttpExchange[], isIgnored: IsIgnored) {
    this.#recorded = recorded;
    this.#values = recorded.map(toValue);
    this.#rules = { isIgnored, isAlike: isUnderPlaceholder };
  }

  /** Takes the first unused exchange of an equal request: method, URL and body; undefined if there is none. */
  take(sent: SentRequest): HttpExchange | undefined {
    const value = toValue(sent);
    const found = this.#values.findIndex((one, index) => !this.#used.has(index) && this.#compare(one, value) === 0);
    if (found === -1) return undefined;
    this.#used.add(found);
    return this.#recorded[found];
  }

  /** Lists the exchanges that no request has taken, with their numbers. */
  listUnused(): { readonly index: number; readonly exchange: HttpExchange }[] {
    return this.#recorded.flatMap((exchange, index) => (this.#used.has(index) ? [] : [{ index, exchange }]));
  }

  /** Words why a request has no exchange, with the nearest recorded one and the first place at which they differ. */
  describeUnknown(sent: SentRequest): string {
    const name = `${sent.method} ${sent.url}`;
    const near = this.#recorded
      .map((exchange, index) => ({ index, edits: distance(name, `${exchange.method} ${exchange.url}`) }))
      .sort((one, other) => one.edits - other.edits || this.#countUses(one.index) - this.#countUses(other.index));
    const [nearest] = near;
    if (!nearest) return `${name}: not in the recording, which has no requests`;
    const { index } = nearest;
    const exchange = this.#recorded[index] as HttpExchange;
    const recorded = `http[${index}] ${exchange.method} ${exchange.url}`;
    const [first] = listDifferences(this.#values[index], toValue(sent), ['http', index], this.#rules);
    if (!first) return `${name}: not in the recording so often; the nearest is ${recorded}, which was answered before`;
    const { keys, before, after } = first;
    const place = formatPath('', keys.slice(2)).slice(1);
    return `${name}: not in the recording; the nearest is ${recorded}; ${place} was ${shorten(before)}, now ${shorten(after)}`;
  }

  #countUses(index: number): number {
    return Number(this.#used.has(index));
  }

  #compare(recorded: unknown, sent: unknown): number {
    return listDifferences(recorded, sent, ['http', '*'], this.#rules).length;
  }
}

/** The compared part of a request: the order of JSON's fields does not count. */
function toValue({ method, url, requestBody, requestCut }: SentRequest): object {
  const body = requestBody === undefined ? {} : { body: readBody(requestBody) };
  return {
    method,
    url: unescapePlaceholders(URL.parse(url)?.href ?? url),
    ...body,
    ...(requestCut && { cut: requestCut }),
  };
}

function readBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return unescapePlaceholders(text);
  }
}

/** A function that gets a placeholder as its secret escapes it in URLs and forms. */
function unescapePlaceholders(text: string): string {
  return text.replaceAll(/%C2%AB[^«»&=/?#\s]*?%C2%BB/gi, (escaped) => {
    try {
      return decodeURIComponent(escaped);
    } catch {
      return escaped;
    }
  });
}

/** The most placeholders of a text that are compared with other values. */
const MOST_PLACEHOLDERS = 20;

/**
 * Whether a text is a recorded one with secrets in the places of its placeholders: a function may have a secret that is
 * not in its options. Another placeholder is another secret.
 */
function isUnderPlaceholder(recorded: unknown, sent: unknown): boolean {
  if (typeof recorded !== 'string' || typeof sent !== 'string') return false;
  const parts = recorded.split(/«secret:[^«»]+»/);
  if (parts.length === 1 || parts.length > MOST_PLACEHOLDERS) return false;
  return new RegExp(
    `^${parts.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&')).join('[^«»]+?')}$`,
    's',
  ).test(sent);
}
