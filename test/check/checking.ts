import { type CheckSettings, check } from '../../src/check/check.ts';
import { type Finding, type FunctionReport, type Law, laws } from '../../src/check/laws.ts';

export const LAWS = Object.keys(laws) as Law[];

/** Checks a module in this process, and returns the findings. */
export async function checked(module: object, settings: Partial<CheckSettings> = {}) {
  const reports = new Map<number, FunctionReport>();
  let found: readonly Finding[] = [];
  const all: CheckSettings = {
    laws: new Set(LAWS),
    runs: 60,
    seed: 1,
    timeout: 2000,
    strict: false,
    events: [],
    from: 0,
    moment: 40,
    before: async () => {},
    ...settings,
  };
  for await (const news of check(module, all)) {
    if ('module' in news) found = news.module;
    else reports.set(news.index, news.report);
  }
  const functions = [...reports.values()];
  return { functions, findings: [...found, ...functions.flatMap(({ findings }) => findings)] };
}

/** The rules that a module breaks, each with its place. */
export async function broken(module: object, settings?: Partial<CheckSettings>): Promise<string[]> {
  const { findings } = await checked(module, settings);
  return findings.map(({ law, where }) => `${law} ${where}`);
}
