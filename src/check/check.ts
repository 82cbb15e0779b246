import type { Contract } from '../contracts/contract.ts';
import { enforce, formatIssues, isKind } from '../contracts/enforce.ts';
import { contracts } from '../contracts/registry.ts';
import { type FunctionEntry, listFunctions } from '../core/inventory.ts';
import { readOptions } from '../core/options.ts';
import { evaluate } from './evaluate.ts';
import { countCalls, createExamination, type Examination, type Search } from './examination.ts';
import { createExamples, type Examples } from './examples.ts';
import { formatPlace, inspect } from './inspect.ts';
import { type Finding, type FunctionAddress, type FunctionReport, type Law, laws } from './laws.ts';
import { type RepeatableCall, repeatCalls } from './repeat.ts';
import { searchFunction } from './search.ts';
import { createRunner } from './trial.ts';

/** An author's own options for one function. */
export interface ExampleCall {
  readonly type?: string | undefined;
  readonly function: string;
  readonly options: Readonly<Record<string, unknown>>;
}

export interface CheckSettings extends Search {
  readonly events: readonly ExampleCall[];
  /** Functions before this index are not called: another process has called them. */
  readonly from: number;
  /** Milliseconds in which functions may show, at the end, what they do after their answers. */
  readonly moment: number;
  /** The functions to check. By default all of the module. */
  readonly functions?: readonly FunctionEntry[];
  /** Whether a function is called, and not only looked at. By default each one with a kind is. */
  readonly isCalled?: (fn: FunctionEntry) => boolean;
  /** Counts the requests of this process that were blocked. */
  readonly countBlocked?: () => number;
  /** Called before each call. */
  readonly before: (index: number, options: unknown) => Promise<void>;
}

/** A partial result, as soon as it is known. A function that shows more later is reported again. */
export type CheckEvent =
  | { readonly module: readonly Finding[]; readonly places: readonly FunctionAddress[] }
  | { readonly index: number; readonly report: FunctionReport; readonly repeatable?: RepeatableCall | undefined };

/** Laws that a call can still break after it was evaluated. */
const LATER: ReadonlySet<Law> = new Set(['once', 'input', 'secrets', 'strays']);

/** Checks a module: its code without calling it, then every function with a kind by calling it. */
export async function* check(module: object, settings: CheckSettings): AsyncGenerator<CheckEvent> {
  const listed = [...listFunctions(module)];
  const { functions: all = listed, isCalled = () => true, countBlocked } = settings;
  const seen = inspect(module).filter(({ law }) => settings.laws.has(law));
  const places = new Set(listed.map(formatPlace));
  const addresses = all.map((fn) => ({ ...toFunctionAddress(fn), ...(isCalled(fn) ? {} : { isLeftOut: true }) }));
  yield { module: seen.filter(({ where }) => !places.has(where)), places: addresses };

  const laboratory = createRunner(module, settings.timeout, countBlocked);
  const done: { index: number; examination: Examination }[] = [];
  try {
    for (const [index, fn] of all.entries()) {
      if (index < settings.from) continue;
      const spotted = seen.filter(({ where }) => where === formatPlace(fn));
      const call: typeof laboratory.call = async (which, drawn) => {
        await settings.before(index, drawn.options);
        return laboratory.call(which, drawn);
      };
      const examination = createExamination({ ...laboratory, call }, fn, settings);
      for (const finding of spotted) examination.findings.set(finding.law, finding);
      const seed = isCalled(fn) ? findExamples(fn, settings) : undefined;
      // Without its callback the function never answers, and each call would take its whole time.
      let repeatable: RepeatableCall | undefined;
      if (seed && !examination.findings.has('callback')) {
        await searchFunction(examination, seed);
        repeatable = await repeatCalls(examination, call, seed);
      }
      yield { index, report: toReport(examination), repeatable };
      done.push({ index, examination });
    }
    if (done.some(({ examination }) => examination.trials.length > 0)) await laboratory.drain(settings.moment);
    for (const { index, examination } of done) {
      if (reevaluate(examination)) yield { index, report: toReport(examination) };
    }
  } finally {
    laboratory.close();
  }
}

function findExamples({ kind, type, name }: FunctionEntry, { events }: CheckSettings): Examples | undefined {
  if (kind === undefined || !isKind(kind)) return undefined;
  const own = events.filter((event) => event.function === name && event.type === type);
  return createExamples(
    contracts[kind] satisfies Contract,
    own.map(({ options }) => options),
  );
}

function toFunctionAddress({ type, name, kind }: FunctionEntry): FunctionAddress {
  return { ...(type && { type }), name, ...(kind && { kind }) };
}

function toReport({ fn, trials, findings, isOver }: Examination): FunctionReport {
  const isCutShort = isOver() && trials.at(-1)?.isCutOff === true;
  const inOrder = (Object.keys(laws) as Law[]).flatMap((law) => findings.get(law) ?? []);
  return { ...toFunctionAddress(fn), ...countCalls(trials), ...(isCutShort && { isCutShort }), findings: inOrder };
}

/**
 * Evaluates all calls again with what they have left behind since. Returns whether there is anything new. Which call
 * shows it first is chance: the call with the plainest options is reported.
 */
function reevaluate({ trials, findings, search }: Examination): boolean {
  const asked = new Set([...LATER].filter((law) => search.laws.has(law)));
  let isNew = false;
  for (const finding of trials.flatMap((trial) => evaluate(trial, search, asked))) {
    const before = findings.get(finding.law);
    if (before && measureFinding(before) <= measureFinding(finding)) continue;
    findings.set(finding.law, finding);
    isNew = true;
  }
  return isNew;
}

function measureFinding({ options }: Finding): number {
  return JSON.stringify(options).length;
}

/** Checks the options of an event against the contract of a kind. Returns its violations as sentences. */
export function checkOptions(kind: string, { options }: ExampleCall): string[] {
  return formatIssues(kind, enforce.open(kind, readOptions(structuredClone(options))).options);
}
