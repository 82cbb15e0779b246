import { readFileSync } from 'node:fs';

const PACKAGES = new URL('../../../node_modules/', import.meta.url);

/**
 * The source text of the libraries that scripts can import, each evaluated anew in the context of a script. The build
 * puts a module in this one's place that holds the texts.
 */
export const librarySources: Readonly<Record<string, string>> = {
  dayjs: readFileSync(new URL('dayjs/dayjs.min.js', PACKAGES), 'utf8'),
  sjcl: readFileSync(new URL('sjcl/sjcl.js', PACKAGES), 'utf8'),
};
