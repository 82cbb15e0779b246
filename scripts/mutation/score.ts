/** What is read of Stryker's JSON report. */
export interface MutationReport {
  readonly files: Readonly<Record<string, { readonly mutants: readonly { readonly status: string }[] }>>;
}

/** The results of a part's mutants. */
export interface Score {
  readonly part: string;
  /** The day of the measurement: 2026-01-31. */
  readonly on: string;
  readonly noticed: number;
  readonly survived: number;
  /** Not tried: code that runs while a file is loaded, or is disabled with a reason. */
  readonly leftOut: number;
}

/** The score of a part, as Stryker counts: a mutant that could not be run counts as neither. */
export function computeScore(part: string, { files }: MutationReport, on: Date): Score {
  const mutants = Object.values(files).flatMap((file) => file.mutants);
  const count = (...of: string[]) => mutants.filter(({ status }) => of.includes(status)).length;
  return {
    part,
    on: on.toISOString().slice(0, 10),
    noticed: count('Killed', 'Timeout'),
    survived: count('Survived', 'NoCoverage'),
    leftOut: count('Ignored'),
  };
}

const PLACE = /(<!-- mutation: .* -->\n)([\s\S]*)(<!-- \/mutation -->)/;

/**
 * Puts the scores of parts into the page; other parts keep theirs.
 * @param all the names of all parts, in their order
 * @throws Error if the page has no place for them
 */
export function scorePage(page: string, scores: readonly Score[], all: readonly string[]): string {
  const [, , before] = PLACE.exec(page) ?? [];
  if (before === undefined) throw new Error(`The page on reliability: no place for the score, expected ${PLACE}.`);
  const known = new Map([...scoresIn(before), ...scores].map((score) => [score.part, score]));
  const listed = all.flatMap((part) => known.get(part) ?? []);
  return page.replace(PLACE, (_, start, __, end) => `${start}${formatTable(listed)}\n${end}`);
}

const ROW = /^\| (\w+) \| ([\d-]{10}) \| \d+ \| (\d+) \| (\d+) \| [\d.]+ % \| (\d+) \|$/gm;

function scoresIn(table: string): Score[] {
  return [...table.matchAll(ROW)].map(([, part = '', on = '', noticed, survived, leftOut]) => ({
    part,
    on,
    noticed: Number(noticed),
    survived: Number(survived),
    leftOut: Number(leftOut),
  }));
}

function formatTable(scores: readonly Score[]): string {
  const sum = (of: 'noticed' | 'survived' | 'leftOut') => scores.reduce((total, score) => total + score[of], 0);
  return [
    '| part | measured | mutants | noticed | survived | score | left out |',
    '|---|---|--:|--:|--:|--:|--:|',
    ...scores.map((score) => formatRow(score.part, score)),
    formatRow('**all**', { on: '', noticed: sum('noticed'), survived: sum('survived'), leftOut: sum('leftOut') }),
  ].join('\n');
}

function formatRow(name: string, { on, noticed, survived, leftOut }: Omit<Score, 'part'>): string {
  const mutants = noticed + survived;
  const score = ((100 * noticed) / mutants).toFixed(1);
  return `| ${name} | ${on} | ${mutants} | ${noticed} | ${survived} | ${score} % | ${leftOut} |`;
}
