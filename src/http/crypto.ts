import { createRequire } from 'node:module';

/**
 * Node's cryptography. Not an import: its ESM namespace would add 1.5 ms to a cold start. The path may be any: built-ins
 * have none.
 */
export const crypto: typeof import('node:crypto') = createRequire(process.execPath)('node:crypto');
