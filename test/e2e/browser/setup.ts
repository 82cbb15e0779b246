import { existsSync } from 'node:fs';

/** Debian's path; CHROMIUM names another one. */
export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** @throws Error that explains how to install the browser */
export default function setup(): void {
  if (existsSync(CHROMIUM)) return;
  throw new Error(
    `Found no ${CHROMIUM}, expected Chromium: apt-get install chromium, or CHROMIUM=/path/to/chromium npm run test:browser`,
  );
}
