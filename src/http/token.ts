import { ExtensionError } from '../shared/errors.ts';
import { noSystemToken, tokenUnavailable, unauthorized } from '../shared/failures.ts';
import { HttpFailure } from './answer.ts';

/** The tokens that are valid now. Several while one replaces another; what is empty or no text is left out. */
export type TokenList = string | undefined | readonly (string | undefined)[];

/** The stack's system token, or where to read it from. A function is asked at every request: let it keep what it read. */
export type SystemToken = TokenList | (() => TokenList | Promise<TokenList>);

/** Lets a request pass whose token is a valid one. Fails with a 401 otherwise, and with a 503 if none can be read. */
export type Authorize = (presented: unknown) => void | Promise<void>;

// Asked for in this way it is there in a quarter of the time of an import, which a cold start would have to wait for.
const crypto = process.getBuiltinModule('node:crypto');

/** @throws ExtensionError where there is no token: without one everybody would be let in, or nobody. */
export function createAuthorizer(systemToken: SystemToken): Authorize {
  if (typeof systemToken === 'function') {
    // Not asked for a request that brings none.
    return async (presented) =>
      authorize(typeof presented === 'string' && createComparer(await read(systemToken))(presented));
  }
  const tokens = toList(systemToken);
  if (tokens.length === 0) throw new ExtensionError(noSystemToken());
  const isValid = createComparer(tokens);
  return (presented) => authorize(typeof presented === 'string' && isValid(presented));
}

function authorize(isValid: boolean): void {
  if (!isValid) throw new HttpFailure(401, unauthorized(), { headers: { 'www-authenticate': 'invalid system token' } });
}

/**
 * Compares with each of several tokens, in a time that tells nothing of them: all are compared, and by digests, which
 * have one length whatever is presented.
 */
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

async function read(source: () => TokenList | Promise<TokenList>): Promise<string[]> {
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
