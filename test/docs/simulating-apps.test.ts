import { define } from 'integrator-extension-lambda';
import { createPlatform } from 'integrator-extension-lambda/platform-api';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { commands } from '../../src/cli/commands.ts';
import { type AppFileInput, appFileSchema } from '../../src/lifecycle/app-file.ts';
import { eventNames } from '../../src/lifecycle/life-event.ts';
import { applyChanges } from '../../src/lifecycle/load-app.ts';
import { simulateApp } from '../../src/lifecycle/simulate-app.ts';
import { listCode, readPage, runExports } from './page.ts';

const page = readPage('docs/simulating-apps.md');

/** Code within the items of a list is indented. */
const flat = page.replaceAll(/^ {3}```[\s\S]*?^ {3}```/gm, (block) => block.replaceAll(/^ {3}/gm, ''));
const files = listCode(flat, 'yaml').map((text): unknown => parse(text));
const [first = '', mended = '', repeatable = ''] = listCode(flat, 'js');

/** The functions of the page, with some of them written anew. */
const listFunctions = (...later: string[]) => {
  const names = later.flatMap((code) => Array.from(code.matchAll(/^export const (\w+)/gm), ([, name]) => `${name}`));
  const isOlder = (part: string) => names.some((name) => part.startsWith(`export const ${name} `));
  const kept = first.split(/^(?=export )/m).filter((part) => !isOlder(part));
  const functions = runExports([...kept, ...later].join('\n'), { define, createPlatform });
  return { connectors: { '5f0000000000000000000008': functions } };
};

/** The rules that the first app of the page breaks. */
async function findBroken(extension: ReturnType<typeof listFunctions>, faults = {}): Promise<string[]> {
  const { app } = files[0] as AppFileInput;
  const { broken, ending } = await simulateApp(
    { app: { ...app, _connectorId: '5f0000000000000000000008' } },
    { extension, faults },
  );
  expect(ending).toBe('done');
  return [...new Set(broken.map(({ rule }) => rule))];
}

describe('docs/simulating-apps.md', () => {
  it('tells a story that is true: the forgotten flow is found, mended, and its repetition, too', async () => {
    expect(await findBroken(listFunctions())).toEqual(['leftover']);
    expect(await findBroken(listFunctions(mended))).toEqual([]);
    expect(await findBroken(listFunctions(mended), { repeatStep: true })).toContain('repeatable');
    expect(await findBroken(listFunctions(mended, repeatable), { repeatStep: true })).toEqual([]);
  });

  it.each(files.map((file, at) => [at, file]))('has a valid app file: %s', (_, file) => {
    expect(appFileSchema.safeParse(applyChanges(file, {})).error?.issues).toBeUndefined();
  });

  it.each(Object.keys(appFileSchema.shape.app.shape))('says of the key %s', (key) =>
    expect(page).toMatch(new RegExp(`^\\|.*\`${key}\`.*\\|`, 'm')),
  );

  it.each(eventNames)('names the event %s', (name) => expect(page).toContain(`\`${name}\``));

  it('says of each option of the command that an app has', () => {
    const command = commands.find(({ usage }) => usage.startsWith('simulate '));
    const flags = (command?.options() ?? []).flatMap(({ long }) => long ?? []);
    const said = flags.filter((flag) => !['--watch', '--retry', '--no-imports'].includes(flag));
    for (const flag of said) expect(page).toContain(flag);
  });
});
