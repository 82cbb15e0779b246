import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { flowSchemaText, simulationSchemaText } from '../../scripts/docs/flow.ts';
import { commands } from '../../src/cli/commands.ts';
import { rules } from '../../src/simulator/engine/rules.ts';
import { loadFlow } from '../../src/simulator/flow/load.ts';
import { flowSchema } from '../../src/simulator/flow/schema.ts';
import { folderWith } from '../simulator/folder.ts';

const textOf = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const page = textOf('docs/simulating.md');

/** Every key that a flow may have, at any depth. */
function keysIn(schema: {
  properties?: object;
  anyOf?: object[];
  items?: object;
  additionalProperties?: unknown;
}): string[] {
  const { properties = {}, anyOf = [], items = {}, additionalProperties } = schema;
  const within = [...Object.values(properties), ...anyOf, items, Object(additionalProperties)];
  return [...Object.keys(properties), ...within.filter((one) => Object.keys(one).length > 0).flatMap(keysIn)];
}

/** The options of the command, as they are written. */
function simulateOptions(): string[] {
  const command = commands.find(({ usage }) => usage.startsWith('simulate '));
  return (command?.options?.() ?? []).flatMap(({ long }) => long ?? []);
}

describe('docs/simulating.md', () => {
  it.each(
    [...new Set([flowSchemaText, simulationSchemaText].flatMap((render) => keysIn(JSON.parse(render()))))].filter(
      (key) => key !== '$schema',
    ),
  )('says of the key %s', (key) => expect(page).toMatch(new RegExp(`\\b${key}\\b`)));

  it.each(Object.keys(rules))('says what breaks the rule %s', (rule) => expect(page).toContain(`\n| \`${rule}\` | `));

  it.each(simulateOptions())('says what the option %s does', (flag) => expect(page).toContain(`\n| \`${flag}`));

  it('has a row for each fault, and for no other', () => {
    const table = page.slice(page.indexOf('\n| fault |'), page.indexOf('## On the command line'));
    const rows = Array.from(table.matchAll(/^\| `(\w+)` \|/gm), ([, name]) => name);
    expect(rows).toEqual(Object.keys(flowSchema.shape.faults.unwrap().shape));
  });
});

describe.each(['README.md', 'docs/simulating.md', 'handlers/orders.flow.yaml'])('the flow in %s', (path) => {
  it('is one that can be loaded', async () => {
    const text = textOf(path);
    const flow = path.endsWith('.md') ? (/```yaml\n([^`]*\nextension:[^`]*)```/.exec(text)?.[1] ?? '') : text;
    const file = join(folderWith(), 'flow.yaml');
    writeFileSync(file, flow);
    expect((await loadFlow(file)).flow).toMatchObject({ name: 'orders' });
  });
});
