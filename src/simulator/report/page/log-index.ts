import type { CallLine, LogPlace, StageReport } from '../types.ts';

/** The log lines of a run, by the call that they belong to. */
export interface LogIndex {
  /**
   * Finds the lines of a stage at one attempt for a page, those of its records included.
   * @param shown the stages that are shown: a step's own call shows the lines of those that are not
   */
  readonly find: (call: Required<Omit<LogPlace, 'record'>>, shown: ReadonlySet<string>) => readonly CallLine[];
}

/** Groups log lines by page and attempt: most pages have few. */
export function indexLog(log: readonly CallLine[], stages: ReadonlyMap<string, StageReport>): LogIndex {
  const groups = Map.groupBy(log, ({ page, attempt = 1 }) => formatPlace(page, attempt));
  return {
    find: ({ stage, page, attempt }, shown) => {
      const lines = groups.get(formatPlace(page, attempt)) ?? [];
      const step = stages.get(stage)?.step;
      const isHidden = (name: string) => step === stage && stages.get(name)?.step === step && !shown.has(name);
      return lines.filter(({ stage: own = '' }) => own === stage || isHidden(own));
    },
  };
}

function formatPlace(page: number | undefined, attempt: number): string {
  return `${page} ${attempt}`;
}
