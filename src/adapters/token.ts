import { ExtensionError } from '../errors.ts';
import { noSystemToken, tokenUnavailable, unauthorized } from '../failures.ts';
import { HttpFailure } from './http-answer.ts';

/** The tokens that are valid now. Several while one replaces another; what is empty or no text is left out. */
export type Tokens = string | undefined | readonly (string | undefined)[];

/** The stack's system token, or where to read it from. A function is asked at every request: let it keep what it read. */
export type SystemToken = Tokens | (() => Tokens | Promise<Tokens>);

/** Lets a request pass whose token is a valid one. Fails with a 401 otherwise, and with a 503 if none can be read. */
export type Admit = (presented: unknown) => void | Promise<void>;

// Asked for in this way it is there in a quarter of the time of an import, which a cold start would have to wait for.
const { timingSafeEqual } = process.getBuiltinModule('node:crypto');

/** @throws ExtensionError where there is no token: without one everybody would be let in, or nobody. */
export function createAdmission(systemToken: SystemToken): Admit {
  if (typeof systemToken === 'function') {
    // Not asked for a request that brings none.
    return async (presented) =>
      admit(typeof presented === 'string' && createComparison(await read(systemToken))(presented));
  }
  const tokens = listOf(systemToken);
  if (tokens.length === 0) throw new ExtensionError(noSystemToken());
  const isValid = createComparison(tokens);
  return (presented) => admit(typeof presented === 'string' && isValid(presented));
}

function admit(isValid: boolean): void {
  if (!isValid) throw new HttpFailure(401, unauthorized(), { headers: { 'www-authenticate': 'invalid system token' } });
}

/** Bytes that hold the length of a token. */
const LENGTH = 4;

/**
 * Compares with each of several tokens, in a time that tells nothing of them: all are compared, as blocks of one size,
 * whatever their lengths are. Blocks and not digests, which would take a tenth of the time of a small call.
 */
function createComparison(tokens: readonly string[]): (token: string) => boolean {
  const size = LENGTH + Math.max(...tokens.map((token) => Buffer.byteLength(token)));
  const blocks = tokens.map((token) => fill(Buffer.alloc(size), token));
  const block = Buffer.alloc(size);
  return (token) => {
    fill(block, token);
    return blocks.filter((valid) => timingSafeEqual(valid, block)).length > 0;
  };
}

/** A token longer than the block is cut, and told apart by its length. */
function fill(block: Buffer, token: string): Buffer {
  block.fill(0);
  block.writeUInt32BE(Buffer.byteLength(token));
  block.write(token, LENGTH);
  return block;
}

async function read(source: () => Tokens | Promise<Tokens>): Promise<string[]> {
  try {
    const tokens = listOf(await source());
    if (tokens.length > 0) return tokens;
  } catch (cause) {
    throw new HttpFailure(503, tokenUnavailable(), { cause });
  }
  throw new HttpFailure(503, tokenUnavailable());
}

function listOf(tokens: Tokens): string[] {
  return [tokens]
    .flat()
    .map((token) => (typeof token === 'string' ? token.trim() : ''))
    .filter((token) => token !== '');
}
