import { ExtensionError } from '../errors.ts';
import { noSystemToken, tokenUnavailable, unauthorized } from '../failures.ts';
import { HttpFailure } from './http-answer.ts';

/** The tokens that are valid now. Several while one replaces another; what is empty or no text is left out. */
export type Tokens = string | undefined | readonly (string | undefined)[];

/** The stack's system token, or where to read it from. A function is asked at every request: let it keep what it read. */
export type SystemToken = Tokens | (() => Tokens | Promise<Tokens>);

/** Lets a request pass whose token is a valid one. Rejects with a 401 otherwise, and with a 503 if none can be read. */
export type Admit = (presented: unknown) => Promise<void>;

// Asked for in this way it is there in a quarter of the time of an import, which a cold start would have to wait for.
const { hash, timingSafeEqual } = process.getBuiltinModule('node:crypto');

/** @throws ExtensionError where there is no token: without one everybody would be let in, or nobody. */
export function createAdmission(systemToken: SystemToken): Admit {
  if (typeof systemToken === 'function') {
    return async (presented) => admit(presented, () => readDigests(systemToken));
  }
  const digests = digestsOf(systemToken);
  if (digests.length === 0) throw new ExtensionError(noSystemToken());
  return async (presented) => admit(presented, () => digests);
}

async function admit(presented: unknown, digests: () => Buffer[] | Promise<Buffer[]>): Promise<void> {
  if (typeof presented === 'string' && isAmong(digestOf(presented), await digests())) return;
  throw new HttpFailure(401, unauthorized(), { headers: { 'www-authenticate': 'invalid system token' } });
}

/** Digests have one length whatever the tokens have, and all are compared: time tells neither length nor place. */
function isAmong(digest: Buffer, digests: readonly Buffer[]): boolean {
  return digests.filter((valid) => timingSafeEqual(valid, digest)).length > 0;
}

async function readDigests(read: () => Tokens | Promise<Tokens>): Promise<Buffer[]> {
  try {
    const digests = digestsOf(await read());
    if (digests.length > 0) return digests;
  } catch (cause) {
    throw new HttpFailure(503, tokenUnavailable(), { cause });
  }
  throw new HttpFailure(503, tokenUnavailable());
}

function digestsOf(tokens: Tokens): Buffer[] {
  return [tokens]
    .flat()
    .map((token) => (typeof token === 'string' ? token.trim() : ''))
    .filter((token) => token !== '')
    .map(digestOf);
}

function digestOf(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}
