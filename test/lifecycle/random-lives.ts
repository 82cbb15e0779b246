import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import fc from 'fast-check';
import {
  type AppFileInput,
  type LifeReport,
  type LifeSettings,
  simulateApp,
} from 'integrator-extension-lambda/simulator';
import { expect } from 'vitest';
import { parse } from 'yaml';
import { listDocuments } from './lives.ts';

type Script = NonNullable<AppFileInput['script']>;
type Event = Script[number];
type Faults = NonNullable<LifeSettings['faults']>;

/** A life as a test makes it up. */
export interface RandomLife {
  readonly script: Script;
  readonly faults: Faults;
}

/** What can happen to a sample. */
export interface Sample {
  /** The path of its app file. */
  readonly file: string;
  /** The steps that wait for the customer, in order. */
  readonly steps: readonly fc.Arbitrary<Event>[];
  /** What happens while it is installed. */
  readonly events: readonly fc.Arbitrary<Event | Event[]>[];
  /** The functions that a fault may name. */
  readonly functions: readonly string[];
}

const currency = fc.constantFrom('EUR', 'GBP', 'USD');
const refused = (event: object) => fc.constant({ ...event, fails: true });
const form = currency.map((chosen) => ({ 'submit form': { currency: chosen } }));
const connect = fc.constant('connect');
const edition = fc.constantFrom('starter', 'standard', 'premium').map((name) => `change edition ${name}`);
const save = currency.map((chosen) => ({ 'save settings': { currency: chosen } }));
const open = fc.constant('open settings');

export const connector: Sample = {
  file: 'handlers/connector.app.yaml',
  steps: [connect, form],
  events: [
    open,
    save,
    refused({ 'save settings': { currency: 'XXX' } }),
    fc.constantFrom('refresh metadata currency', 'open mappings', 'update to 2.0.0'),
    edition,
    refused({ 'change edition': 'none' }),
    // Its update function brings the version 2.0.0 alone.
    refused({ 'update to': '3.0.0' }),
  ],
  functions: ['beginInstall', 'connectShop', 'chooseSettings', 'updateIntegration', 'removeFlow', 'endUninstall'],
};

export const diy: Sample = {
  file: 'handlers/diy.app.yaml',
  steps: [form, connect],
  events: [
    open,
    // Only the form that formInit fills has the field.
    save.map((event) => ['open settings', event]),
    fc.constant('add child'),
    fc.constantFrom('1.0.0', '2.0.0').map((version) => `update to ${version}`),
    edition,
    refused({ 'change edition': 'none' }),
  ],
  functions: ['installStep', 'uninstallStep', 'updateIntegration', 'changeEdition'],
};

/** What the platform refuses while a step of the installation is open. */
const tooEarly = fc.constantFrom<Event>(
  { install: null, fails: true },
  { 'open settings': null, fails: true },
  { 'update to': '2.0.0', fails: true },
  { 'change edition': 'premium', fails: true },
);

/** What it refuses while nothing is installed. */
const outside = fc.constantFrom<Event>({ uninstall: null, fails: true }, { 'open settings': null, fails: true });

/** Makes up lives of a sample that end uninstalled: one or two installations, each finished or given up. */
export function makeLives({ steps, events, functions }: Sample): fc.Arbitrary<RandomLife> {
  const few = (events: fc.Arbitrary<Event>) => fc.array(events, { maxLength: 1 });
  const wizard = (count: number) =>
    fc.tuple(
      ...steps.slice(0, count).map((step) => fc.tuple(few(tooEarly), step).map(([wrong, right]) => [...wrong, right])),
    );
  const stay = fc.array(fc.oneof(...events), { maxLength: 8 }).map((all) => all.flat());
  const whole = fc.tuple(wizard(steps.length), stay).map(([begun, lived]) => [...begun.flat(), ...lived]);
  const givenUp = fc
    .nat({ max: steps.length - 1 })
    .chain(wizard)
    .map((begun) => begun.flat());
  const installation = fc
    .tuple(few(outside), fc.oneof({ weight: 4, arbitrary: whole }, { weight: 1, arbitrary: givenUp }))
    .map(([before, during]): Event[] => [...before, 'install', ...during, 'uninstall']);
  const named = fc.oneof(fc.constant(true as const), fc.subarray([...functions], { minLength: 1 }));
  const faults = fc.record(
    {
      repeatStep: named,
      loseAnswer: named,
      abortAfter: fc.integer({ min: 1, max: 5 }),
      slow: fc.constant(1),
      429: fc.record({ every: fc.integer({ min: 2, max: 9 }), retryAfter: fc.constant(0) }),
    },
    { requiredKeys: [] },
  );
  const script = fc.array(installation, { minLength: 1, maxLength: 2 }).map((all) => all.flat());
  return fc.record({ script, faults });
}

/**
 * Holds random lives of a sample to what every life must keep: no broken rule, the whole script ran, nothing is left, and
 * after each event the documents are those of the same life without faults. A counterexample is shrunk, and printed with
 * its seed.
 */
export async function holdLives(sample: Sample, numRuns: number): Promise<void> {
  const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`${sample.file}: ${numRuns} lives, seed ${seed}`);
  const { app } = parse(readFileSync(sample.file, 'utf8'));
  const live = (life: Partial<RandomLife>) => simulateApp({ app, ...life }, { base: dirname(sample.file), env: {} });
  const property = fc.asyncProperty(makeLives(sample), async ({ script, faults }) => {
    const report = await live({ script, faults });
    const { broken, ending, reason, unreached } = report;
    expect({ broken, ending, reason, unreached }).toEqual({
      broken: [],
      ending: 'done',
      reason: undefined,
      unreached: [],
    });
    expect(report.events.at(-1)?.tree).toEqual({});
    const calm = await live({ script });
    const listAll = ({ events }: LifeReport) => events.map(({ tree }) => listDocuments(tree));
    expect(listAll(report)).toEqual(listAll(calm));
  });
  await fc.assert(property, { numRuns, seed });
}
