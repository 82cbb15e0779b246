import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as orders from '../../handlers/orders/index.ts';
import { connectors } from '../../handlers/shop-connector/index.ts';
import { appRulesPageFile, renderAppRulesPage } from '../../scripts/docs/app-rules.ts';
import { cliPageFile, renderCliPage } from '../../scripts/docs/cli.ts';
import {
  appSchemaFile,
  appSchemaText,
  flowSchemaText,
  schemaFile,
  simulationSchemaFile,
  simulationSchemaText,
} from '../../scripts/docs/flow.ts';
import { functionsPage, page } from '../../scripts/docs/index.ts';
import { llmsFile, renderLlms } from '../../scripts/docs/llms.ts';
import { recordingSchemaFile, recordingSchemaText } from '../../scripts/docs/recording.ts';
import { renderWiringPage, wiringPageFile } from '../../scripts/docs/wiring.ts';
import { eventFiles, folder } from '../../scripts/events.ts';
import { commands } from '../../src/cli/commands.ts';
import { define } from '../../src/contracts/define.ts';
import { contracts, enforce } from '../../src/contracts/index.ts';
import { listFunctions } from '../../src/core/inventory.ts';
import { createHandler } from '../../src/lambda/handler.ts';
import { compile } from '../compile.ts';
import { findDeadLinks } from '../docs/find-dead-links.ts';

/** The compiler alone takes seconds, and other tests run at the same time. */
const COMPILER_MS = 60_000;

const logger = { debug() {}, info() {}, warn() {}, error() {} };
const settings = { contracts: enforce, logger };

const textAt = (file: URL) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);

interface Envelope {
  readonly diy?: true;
  readonly options: Record<string, unknown> & { connection?: { unencrypted: object } };
}

describe('events/', () => {
  const files = eventFiles();

  it('has the events of each contract, and no others', () => {
    expect(existsSync(folder) ? readdirSync(folder).sort() : [], 'stale: run npm run events').toEqual(
      [...files.keys()].sort(),
    );
  });

  it.each([...files])('%s is up to date', (name, text) => {
    expect(textAt(new URL(name, folder)), 'stale: run npm run events').toBe(text);
  });

  describe('each called as sam local invoke does', () => {
    const scratch = mkdtempSync(join(tmpdir(), 'events-'));
    afterAll(() => rmSync(scratch, { recursive: true, force: true }));

    const answer = (name: string) => {
      const event = JSON.parse(files.get(name) as string) as Envelope;
      // The event's own database is shared by everyone on this machine.
      if (event.options.connection) event.options.connection.unencrypted = { database: join(scratch, 'orders.sqlite') };
      const handler = createHandler(event.diy ? { diy: orders, ...settings } : { connectors, ...settings });
      return (handler as (event: unknown, context: Context) => Promise<unknown>)(event, {} as Context);
    };

    it.each([...files.keys()])('%s is answered by its sample function within its contract', async (name) => {
      await expect(answer(name)).resolves.toBeDefined();
    });

    it('works on a database in a folder that Lambda lets functions write', () => {
      const texts = [...files.values()].filter((text) => text.includes('"database"'));
      expect(texts.length).toBeGreaterThan(0);
      for (const text of texts) expect(text).toContain('"database": "/tmp/orders.sqlite"');
    });

    it('ping.json finds the connection good, and export.json gets orders', async () => {
      expect(await answer('ping.json')).toMatchObject({ statusCode: 200 });
      expect(await answer('export.json')).toMatchObject({ data: expect.arrayContaining([expect.anything()]) });
    });
  });
});

describe('docs/recording.schema.json', () => {
  it('is what the schema of recordings says, and describes each field', () => {
    const text = recordingSchemaText();
    expect(textAt(recordingSchemaFile), 'stale: run npm run docs').toBe(text);
    const { properties } = JSON.parse(text);
    const undescribed = (fields: Record<string, { description?: string }>) =>
      Object.keys(fields).filter((name) => !fields[name]?.description);
    for (const fields of [
      properties,
      properties.http.items.properties,
      properties.address.properties,
      properties.bytes.properties,
    ])
      expect(undescribed(fields)).toEqual([]);
  });
});

describe('docs/flow.schema.json', () => {
  it('is up to date', () => {
    expect(textAt(schemaFile), 'stale: run npm run docs').toBe(flowSchemaText());
  });

  it('describes each key', () => {
    const { properties, additionalProperties } = JSON.parse(flowSchemaText());
    expect(Object.keys(properties)).toEqual(
      expect.arrayContaining(['name', 'extension', 'export', 'import', 'faults']),
    );
    expect(properties.import.properties.mapping.properties.fields.items.properties.extract.description).toContain(
      'lines[*].sku',
    );
    expect(additionalProperties).toBe(false);
  });
});

describe('docs/simulation.schema.json', () => {
  it('is up to date', () => {
    expect(textAt(simulationSchemaFile), 'stale: run npm run docs').toBe(simulationSchemaText());
    expect(textAt(appSchemaFile), 'stale: run npm run docs').toBe(appSchemaText());
  });
});

describe('docs/wiring.md', () => {
  it('is up to date', () => {
    expect(textAt(wiringPageFile), 'stale: run npm run docs').toBe(renderWiringPage());
  });
});

describe('docs/app-rules.md', () => {
  it('is up to date', () => {
    expect(textAt(appRulesPageFile), 'stale: run npm run docs').toBe(renderAppRulesPage());
  });
});

describe('docs/cli.md', () => {
  it('is up to date', () => {
    expect(textAt(cliPageFile), 'stale: run npm run docs').toBe(renderCliPage());
  });
});

describe('docs/llms.txt', () => {
  it('is up to date', () => {
    expect(textAt(llmsFile), 'stale: run npm run docs').toBe(renderLlms());
  });

  it('has a line for each guide, each kind and each command, and links that lead somewhere', () => {
    const text = renderLlms();
    const targets = Array.from(text.matchAll(/^- \[.+\]\((.+?)\): \S/gm), ([, target = '']) => target);
    const guides = readdirSync(new URL('../../docs/', import.meta.url)).filter((name) => name.endsWith('.md'));
    const kinds = Object.keys(contracts).map((kind) => `functions.md#${kind.toLowerCase()}`);
    const programs = commands.map(({ usage }) => `cli.md#${usage.split(' ')[0]}`);
    expect(targets.toSorted()).toEqual([...guides, ...kinds, ...programs].toSorted());
    const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
    expect(findDeadLinks('docs/llms.txt', read, (path) => guides.includes(path.replace('docs/', '')))).toEqual([]);
  });
});

describe('docs/functions.md', () => {
  const text = functionsPage();
  const headings = Array.from(text.matchAll(/^#+ (.+)$/gm), ([, title]) => title as string);
  const sections = text.split(/^### /m).map((section) => ({
    kind: section.slice(0, section.indexOf('\n')) as keyof typeof contracts,
    code: section.split('```ts\n')[1]?.split('```')[0],
  }));
  const examples = sections.flatMap(({ kind, code }) => (code ? [{ kind, code }] : []));

  it('is up to date', () => {
    expect(textAt(page), 'stale: run npm run docs').toBe(text);
  });

  it('links to its own headings', () => {
    const anchors = headings.map((title) =>
      title
        .toLowerCase()
        .replaceAll(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    );
    const links = Array.from(text.matchAll(/\]\(#([^)]*)\)/g), ([, anchor]) => anchor);
    expect(links.length).toBeGreaterThan(Object.keys(contracts).length);
    expect(links.filter((link) => !anchors.includes(link as string))).toEqual([]);
  });

  it('has an example of each kind, in the order of the contracts', () => {
    expect(examples.map(({ kind }) => kind)).toEqual(Object.keys(contracts));
  });

  it('has examples that compile', { timeout: COMPILER_MS }, () => {
    const slip = { name: 'slip', code: examples[0]?.code.replace('options.data', 'options.dta') as string };
    const complaints = compile([slip, ...examples.map(({ kind, code }) => ({ name: kind, code }))]);
    expect(complaints).toEqual([expect.stringContaining("piece-slip.ts: Property 'dta' does not exist")]);
  });

  describe.each(examples)('the example of $kind', ({ kind, code }) => {
    const module = {};
    beforeAll(() => {
      const script = code.replace(/^import .*$/m, '').replace(/^export const (\w+) =/m, 'module.$1 =');
      new Function('define', 'module', script)(define, module);
    });

    it.each([0, 1, 2])('answers pages of %i within its contract', async (length) => {
      const [found] = listFunctions(module);
      const options = Object.entries(contracts[kind].sample.options).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.slice(0, length) : value,
      ]);
      const { type, name } = found ?? {};
      const envelope = { diy: true, type, function: name, options: Object.fromEntries(options) };
      const handler = createHandler({ diy: module, ...settings });
      const call = handler as (event: unknown, context: Context) => Promise<unknown>;
      await expect(call(envelope, {} as Context)).resolves.toBeDefined();
    });
  });
});
