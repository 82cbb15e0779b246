import { existsSync } from 'node:fs';

/** Where Debian puts it; CHROMIUM says otherwise. */
export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** @throws Error that says how to get the browser where there is none */
export default function setup(): void {
  if (existsSync(CHROMIUM)) return;
  throw new Error(
    `Found no ${CHROMIUM}, expected Chromium: apt-get install chromium, or CHROMIUM=/path/to/chromium npm run test:browser`,
  );
}
