import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bundledIn, lastOutputs, noticesPage, page } from '../../scripts/notices/index.ts';

const text = readFileSync(page, 'utf8');

describe('The notices on code of others', () => {
  it.each(bundledIn(lastOutputs()))(
    'have the licence of $id, which is in $folders',
    ({ id, license, text: licence }) => {
      expect(text, 'stale: run npm run notices').toContain(`\n${id} (${license}), in `);
      expect(text).toContain(licence);
    },
  );

  it('are up to date', () => {
    expect(text, 'stale: run npm run notices').toBe(noticesPage(lastOutputs()));
  });

  it('include the packages bundled into a handler', () => {
    const loaded = Object.entries(lastOutputs()).filter(([file]) => file === 'dist/index.js');
    const handlers = bundledIn(Object.fromEntries(loaded));
    expect(handlers.map(({ id }) => id.replace(/ .*/, ''))).toEqual(['@middy/core']);
  });

  it('need a licence for each bundled package', () => {
    const outputs = { 'dist/x.js': { inputs: { 'node_modules/node/bin/../lib/a.js': { bytesInOutput: 1 } } } };
    expect(() => bundledIn(outputs)).toThrow(/^node: found no file with its licence/);
  });
});
