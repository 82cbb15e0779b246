import { mkdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contracts } from '../../../src/contracts/index.ts';
import { renderSkeleton } from '../../../src/contracts/render/skeleton.ts';
import { createFolder, runBuilt, runHere } from '../../cli/command-line.ts';

const { folder, write } = createFolder();

describe('stub', () => {
  it('prints the code of a function with its rules as a comment', async () => {
    const { code, out, err } = await runHere(['stub', 'preMap']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(`import { define } from 'integrator-extension-lambda';

/**
 * Before the fields of a page of records are mapped to those of the import.
 * One element for each record, in the same order; any other number fails the whole page.
 * Each error must have a \`source\`; the platform takes one without. \`check\` and \`simulate\` report it.
 * A thrown error fails the whole page.
 */
export const myPreMap = define.preMap((options) => {
  return options.data.map((record) => ({ data: record }));
});
`);
  });

  it.each(Object.keys(contracts) as (keyof typeof contracts)[])('prints the skeleton of %s', async (kind) => {
    const { out } = await runHere(['stub', kind]);
    expect(out.replace(/^\/\*\*\n( \* .+\n)+ \*\/\n/m, '')).toBe(renderSkeleton(kind, contracts[kind]));
    expect(out).toContain(` * ${contracts[kind].summary}\n`);
  });

  it('prints it as JSON with everything that the contract says', async () => {
    const { out } = await runHere(['stub', 'preMap', '--json']);
    expect(JSON.parse(out)).toEqual({
      kind: 'preMap',
      summary: contracts.preMap.summary,
      namedIn: contracts.preMap.namedIn,
      generation: 'both',
      type: 'hook',
      options: expect.arrayContaining([expect.objectContaining({ name: 'data', optional: false })]),
      response: expect.objectContaining({ type: 'object[]' }),
      rules: expect.arrayContaining([expect.stringContaining('One element for each record')]),
      onError: 'page',
      error: 'A thrown error fails the whole page.',
      variants: expect.any(Array),
      code: expect.stringContaining('export const myPreMap = define.preMap('),
    });
  });

  it.each(['stub', 'event'])('lists the kinds for %s', async (command) => {
    const { code, out, err } = await runHere([command, 'constructor']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toBe(
      `unknown_kind  found the kind "constructor", expected one of ${Object.keys(contracts).join(', ')}\n`,
    );
  });

  it.each([
    ['stub', 'no_kind  found no kind; expected one\n'],
    ['event', 'no_kind  found no kind; expected one, or --from with a recording\n'],
  ])('lists for %s without a kind what each is for', async (command, first) => {
    const { code, out, err } = await runHere([command]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err.slice(0, first.length)).toBe(first);
    const rows = err.slice(first.length).trimEnd().split('\n');
    expect(rows.map((row) => row.trim().split(/ {2,}/))).toEqual(
      Object.entries(contracts).map(([kind, { summary }]) => [kind, summary]),
    );
  });

  it('prints code that can be invoked as it is, in both layouts', async () => {
    mkdirSync(`${folder}/src`);
    for (const [kind, name] of [
      ['import', 'myImport'],
      ['persistSettings', 'myPersistSettings'],
    ] as const) {
      const { out } = await runBuilt(['stub', kind]);
      write(`src/${kind}.ts`, out);
      const { code, err } = await runBuilt(['invoke', `src/${kind}.ts`, name], { cwd: folder });
      expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining(`${name} (${kind}) answered`) });
    }
  });
});
