/** What is read of Stryker's JSON report. */
export interface MutationReport {
  readonly files: Readonly<Record<string, { readonly mutants: readonly { readonly status: string }[] }>>;
}

const PLACE = /(<!-- mutation: .* -->\n)[\s\S]*(<!-- \/mutation -->)/;

/**
 * The page with the score of a report in its place.
 * @throws Error if the page has no place for it
 */
export function scorePage(page: string, report: MutationReport, on: Date): string {
  if (!PLACE.test(page)) throw new Error(`The page on reliability: found no place for the score, expected ${PLACE}.`);
  return page.replace(PLACE, (_, start, end) => `${start}${table(report, on)}\n${end}`);
}

interface Score {
  readonly noticed: number;
  readonly survived: number;
  /** Not tried: made while a file is loaded, or disabled with a reason. */
  readonly leftOut: number;
}

function table({ files }: MutationReport, on: Date): string {
  const areas = Map.groupBy(Object.entries(files), ([path]) => areaOf(path));
  const rows = [...areas]
    .sort()
    .map(([area, of]) => row(`\`${area}\``, scoreOf(of.flatMap(([, { mutants }]) => mutants))));
  const all = scoreOf(Object.values(files).flatMap(({ mutants }) => mutants));
  return [
    `As of ${on.toISOString().slice(0, 10)}:`,
    '',
    '| code | changes tried | noticed | survived | score | left out |',
    '|---|--:|--:|--:|--:|--:|',
    ...rows,
    row('all', all),
  ].join('\n');
}

/** A folder of the sources, or a file beside them. */
function areaOf(path: string): string {
  return path.split('/').slice(0, 2).join('/');
}

/** As Stryker counts: a mutant that could not be run is neither. */
function scoreOf(mutants: readonly { readonly status: string }[]): Score {
  const count = (...of: string[]) => mutants.filter(({ status }) => of.includes(status)).length;
  return {
    noticed: count('Killed', 'Timeout'),
    survived: count('Survived', 'NoCoverage'),
    leftOut: count('Ignored'),
  };
}

function row(name: string, { noticed, survived, leftOut }: Score): string {
  const tried = noticed + survived;
  return `| ${name} | ${tried} | ${noticed} | ${survived} | ${((100 * noticed) / tried).toFixed(1)} % | ${leftOut} |`;
}
