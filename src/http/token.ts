import { ExtensionError } from '../shared/errors.ts';
import { noSystemToken, tokenUnavailable, unauthorized } from '../shared/failures.ts';
import { HttpFailure } from './answer.ts';

/** The valid tokens. There are several while one replaces another; empty ones and other types are left out. */
export type TokenList = string | undefined | readonly (string | undefined)[];

/** The stack's system token, or a function that reads it. It is called for every request: it should cache. */
export type SystemToken = TokenList | (() => TokenList | Promise<TokenList>);

/** Lets a request with a valid token pass. Fails with a 401 otherwise, and with a 503 if the tokens cannot be read. */
export type Authorize = (presented: unknown) => void | Promise<void>;

// `getBuiltinModule` takes a quarter of an import's time, which every cold start would wait for.
const crypto = process.getBuiltinModule('node:crypto');

/** @throws ExtensionError without a token: everybody would be let in, or nobody */
export function createAuthorizer(systemToken: SystemToken): Authorize {
  if (typeof systemToken === 'function') {
    // Tokens are not read for a request without one.
    return async (presented) =>
      authorize(typeof presented === 'string' && createComparer(await readTokens(systemToken))(presented));
  }
  const tokens = toList(systemToken);
  if (tokens.length === 0) throw new ExtensionError(noSystemToken());
  const isValid = createComparer(tokens);
  return (presented) => authorize(typeof presented === 'string' && isValid(presented));
}

function authorize(isValid: boolean): void {
  if (!isValid) throw new HttpFailure(401, unauthorized(), { headers: { 'www-authenticate': 'invalid system token' } });
}

/** Compares with all tokens in constant time: digests have one length, whatever was sent. */
function createComparer(tokens: readonly string[]): (token: string) => boolean {
  const digests = tokens.map(hashToken);
  return (token) => {
    const digest = hashToken(token);
    return digests.filter((valid) => crypto.timingSafeEqual(valid, digest)).length > 0;
  };
}

function hashToken(token: string): Buffer {
  return crypto.hash('sha256', token, 'buffer');
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
