import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import type { Kind } from 'integrator-extension-lambda';
import { contracts } from 'integrator-extension-lambda/contracts';
import { createHarness } from 'integrator-extension-lambda/testing';
import { describe, expect, it } from 'vitest';
import * as orders from '../../handlers/orders/index.ts';
import { connectors } from '../../handlers/shop-connector/index.ts';
import { createExamples } from '../../src/check/examples.ts';
import { generate } from '../../src/check/generate.ts';
import { define } from '../../src/contracts/define.ts';
import { renderSkeleton } from '../../src/contracts/render/skeleton.ts';
import { toGroup } from '../../src/core/groups.ts';
import { listFunctions } from '../../src/core/inventory.ts';
import { createModules, run } from '../simulator/flows.ts';
import { callEverywhere, current, legacy } from './call.ts';
import { options as documented } from './documented-fields.ts';
import * as typedCurrent from './fixtures/current-typed.ts';
import * as typedLegacy from './fixtures/legacy-typed.ts';

const kinds = Object.keys(contracts) as Kind[];

describe('Sample events', () => {
  it.each(kinds)('%s has an event whose function is in the samples', (kind) => {
    const event = JSON.parse(readFileSync(new URL(`../../events/${kind}.json`, import.meta.url), 'utf8'));
    const module = event.diy ? orders : connectors[event._connectorId as keyof typeof connectors];
    expect([...listFunctions(module)].map(({ name }) => name)).toContain(event.function);
  });

  it.each(Object.entries(documented))('check generates each documented option of %s', (kind, paths) => {
    const names = new Set(paths.map((path) => path.split('.')[0] as string));
    const drawn = fc.sample(generate(createExamples(contracts[kind as Kind], [])), { numRuns: 300, seed: 1 });
    const found = new Set(drawn.flatMap(({ options }) => Object.keys(options)));
    // Only a function itself can have answered with a state.
    expect([...names].filter((name) => name !== 'state' && !found.has(name))).toEqual([]);
  });
});

describe('The samples', () => {
  it('have all fifteen functions of 2.0', () => {
    const marked = [...listFunctions(orders)].map(({ kind }) => kind);
    const flat = kinds.filter((kind) => contracts[kind].generation !== '1.0');
    expect(flat).toHaveLength(15);
    expect(marked).toEqual(expect.arrayContaining(flat));
  });

  it('have all eighteen functions of 1.0 in groups, with two steps in each direction, and a utility', () => {
    const groups = Object.groupBy(listFunctions(Object.values(connectors)[0] as object), ({ type }) => type ?? 'none');
    const own = Object.fromEntries(
      Object.entries(groups).map(([type, found = []]) => [
        type,
        found.filter(({ kind, type: group }) => kind || group === 'hook' || group === 'wrapper').length,
      ]),
    );
    expect(own).toMatchObject({ hook: 5, wrapper: 3, installer: 4, uninstaller: 4, setting: 4, utility: 1 });
  });

  it('use every documented option that needs a purpose', () => {
    const files = ['orders/hooks', 'orders/export', 'orders/import', 'orders/integration-app'];
    const connector = ['flow', 'installer', 'license', 'settings'].map((name) => `shop-connector/${name}`);
    const code = [...files, ...connector]
      .map((name) => readFileSync(new URL(`../../handlers/${name}.ts`, import.meta.url), 'utf8'))
      .join('\n');
    const used = `abort pageIndex files fileMeta fileName retryData retryDataKey lastExportDateTime currentExportDateTime
      configuration license parentResource grandparentResource oneToMany pathToMany ignored preview version
      newErrorsAndRetryData booleanField dateField limit connectionOffline lastPage`;
    expect(used.split(/\s+/).filter((name) => !new RegExp(`\\b${name}\\b`).test(code))).toEqual([]);
  });
});

describe('Programs in the documents’ manner', () => {
  it.each(Object.keys(current))('of 2.0 run in the harness: %s', async (name) => {
    const typed = (typedCurrent as Record<string, object>)[name] as object;
    const { kind = '' } = [...listFunctions({ typed })][0] ?? {};
    const sample = contracts[kind as Kind].sample.options;
    const { call } = createHarness({ [name]: (current as Record<string, never>)[name] } as Record<string, never>);
    const { call: callTyped } = createHarness({ [name]: typed } as Record<string, never>);
    expect(await call(name as never, sample as never)).toEqual(await callTyped(name as never, sample as never));
  });

  const grouped = Array.from(listFunctions(typedLegacy), ({ type, name, kind }) => ({
    name: `${toGroup(String(type))}.${name}`,
    sample: contracts[kind as Kind].sample.options,
  }));
  it.each(grouped)('of 1.0 run in the harness: $name', async ({ name, sample }) => {
    const answer = await createHarness(legacy).call(name as never, sample as never);
    expect(await createHarness(typedLegacy).call(name as never, sample as never)).toEqual(answer);
  });

  it('are listed in groups, marked or not', () => {
    const untyped = [...listFunctions(legacy)].map(({ type, name }) => `${type} ${name}`);
    const typed = [...listFunctions(typedLegacy)].map(({ type, name }) => `${type} ${name}`);
    expect(untyped).toEqual(typed);
    expect(untyped).toHaveLength(19);
  });

  it('run as a flow in both generations', async () => {
    const { write } = createModules();
    const code = (name: string) => readFileSync(new URL(`./fixtures/${name}.cjs`, import.meta.url), 'utf8');
    const flat = await run({
      module: write('current.cjs', code('current')),
      export: { wrapper: 'fetchPage', hooks: { preSavePage: 'dropNothing' } },
      import: {
        wrapper: 'importPage',
        hooks: { preMap: 'keepRecords', postMap: 'keepMapped', postSubmit: 'keepResults' },
      },
    });
    expect(flat).toMatchObject({ ending: 'done', breaches: [], totals: { exported: 2, imported: 2 } });
    const grouped = await run({
      module: write('legacy.cjs', code('legacy')),
      extension: { generation: '1.0' },
      export: { wrapper: 'fetchPage', hooks: { preSavePage: 'keepPage' } },
      import: {
        wrapper: 'importPage',
        hooks: { preMap: 'keepRecords', postMap: 'keepMapped', postSubmit: 'keepResults' },
      },
    });
    expect(grouped).toMatchObject({ ending: 'done', breaches: [], totals: { exported: 1, imported: 1 } });
  });

  it.each([
    [
      'a callback later',
      (_: unknown, done: (e: unknown, r: unknown) => void) => void setTimeout(() => done(null, 1), 1),
    ],
    ['a plain return', () => 1],
    ['a promise', async () => 1],
  ])('answer by %s', async (_, f) => {
    expect(await callEverywhere({ diy: { f } }, { function: 'f' })).toEqual({ response: 1 });
  });

  it('have `this` of their group', async () => {
    const hooks = {
      rate: 7,
      f(this: { rate: number }) {
        return this.rate;
      },
    };
    expect(await callEverywhere({ diy: { hooks } }, { type: 'hook', function: 'f' })).toEqual({ response: 7 });
  });

  it.each(kinds)('are printed by stub as code of %s', (kind) => {
    expect(renderSkeleton(kind, contracts[kind])).toContain(`define.${kind}`);
    expect(define[kind as 'preMap']).toBeTypeOf('function');
  });
});
