import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { hashToken } from '../http/token.ts';
import { readText } from '../shared/read-text.ts';
import { writeOwn } from './project-folder.ts';

/** The system token of live development. */
export interface DevToken {
  /** Its SHA-256: requests are checked against that. */
  readonly digest: Buffer;
  /** The token itself, where it is known: it was given, or has just been made. */
  readonly token?: string;
  /** Where it comes from. One that was made before is not known any more. */
  readonly origin: 'given' | 'made' | 'kept';
}

/** The name of the file with the SHA-256 of a project's token. */
const FILE = 'system-token.json';

/**
 * Opens the system token: the given one, or the project's own. That is made once, and only its SHA-256 is kept.
 * @param folder the project's folder of tools
 * @param isNew whether another one takes the place of the project's own
 * @throws Error for an empty token, and for a damaged file
 */
export function openDevToken(folder: string, given: string | undefined, isNew: boolean): DevToken {
  if (given !== undefined) {
    const token = given.trim();
    if (token === '') throw new Error('the system token is empty, expected a text');
    return { digest: hashToken(token), token, origin: 'given' };
  }
  const path = join(folder, FILE);
  if (!isNew && existsSync(path)) return { digest: readDigest(path), origin: 'kept' };
  const token = randomBytes(32).toString('base64url');
  const digest = hashToken(token);
  writeOwn(path, `${JSON.stringify({ sha256: digest.toString('hex') })}\n`);
  return { digest, token, origin: 'made' };
}

function readDigest(path: string): Buffer {
  const [, hex = ''] = /"sha256":\s*"([\da-f]{64})"/.exec(readText(path)) ?? [];
  if (hex) return Buffer.from(hex, 'hex');
  throw new Error(`${path}: found no SHA-256 of a token, expected one; --new-token makes another token`);
}
