import { ExtensionError } from '../shared/errors.ts';
import { noSystemToken, tokenUnavailable, unauthorized } from '../shared/failures.ts';
import { HttpFailure } from './answer.ts';
import { crypto } from './crypto.ts';

/** The valid tokens. There are several while one replaces another; empty ones and other types are left out. */
export type TokenList = string | undefined | readonly (string | undefined)[];

/** The stack's system token, or a function that reads it. It is called for every request: it should cache. */
export type SystemToken = TokenList | (() => TokenList | Promise<TokenList>);

/** Checks a token. Throws or rejects with a 401 for a wrong one, and with a 503 if the valid tokens cannot be read. */
export type Authorize = (presented: unknown) => void | Promise<void>;

/**
 * Makes the check of a request's token.
 * @throws ExtensionError without a valid token
 */
export function createAuthorizer(systemToken: SystemToken): Authorize {
  if (typeof systemToken === 'function') {
    // The valid tokens are not read for a request without a token.
    return async (presented) =>
      authorize(typeof presented === 'string' && createComparer(await readTokens(systemToken))(presented));
  }
  const tokens = toList(systemToken);
  if (tokens.length === 0) throw new ExtensionError(noSystemToken());
  const isValid = createComparer(tokens);
  return (presented) => authorize(typeof presented === 'string' && isValid(presented));
}

/** Makes the check of a request's token against the SHA-256 of the one valid token. */
export function createDigestAuthorizer(digest: Buffer): Authorize {
  return (presented) =>
    authorize(typeof presented === 'string' && crypto.timingSafeEqual(hashToken(presented), digest));
}

/** Digests a token with SHA-256. */
export function hashToken(token: string): Buffer {
  return crypto.hash('sha256', token, 'buffer');
}

function authorize(isValid: boolean): void {
  if (!isValid) throw new HttpFailure(401, unauthorized(), { headers: { 'www-authenticate': 'invalid system token' } });
}

/**
 * Makes a comparison with all tokens, whose time tells nothing of them: each is compared in its own length, whatever was
 * presented.
 */
function createComparer(tokens: readonly string[]): (token: string) => boolean {
  const comparisons = tokens.map(createEqual);
  return (token) => comparisons.filter((isEqual) => isEqual(token)).length > 0;
}

function createEqual(token: string): (presented: string) => boolean {
  const valid = Buffer.from(token);
  // One for all requests: a buffer for each takes four times as long as the comparison.
  const bytes = Buffer.alloc(valid.length);
  return (presented) => {
    bytes.write(presented);
    return crypto.timingSafeEqual(bytes, valid) && Buffer.byteLength(presented) === valid.length;
  };
}

async function readTokens(source: () => TokenList | Promise<TokenList>): Promise<string[]> {
  try {
    const tokens = toList(await source());
    if (tokens.length > 0) return tokens;
  } catch (cause) {
    throw new HttpFailure(503, tokenUnavailable(), { cause });
  }
  throw new HttpFailure(503, tokenUnavailable());
}

function toList(tokens: TokenList): string[] {
  return [tokens]
    .flat()
    .map((token) => (typeof token === 'string' ? token.trim() : ''))
    .filter((token) => token !== '');
}
