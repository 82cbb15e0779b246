import { formatPath } from '../shared/path.ts';
import type { FlowProblem } from '../simulator/flow/error.ts';
import type { AppFile } from './app-file.ts';
import { AppFileError } from './app-file-error.ts';

type Values = Readonly<Record<string, unknown>>;

/** The environment of a life: the values that stand for `{ env: NAME }`. */
export interface LifeSecrets {
  /** Every text that came from the environment: no report may show it, and no document may hold it. */
  readonly texts: readonly string[];
  /** Resolves the references in values that a customer fills in. */
  readonly resolve: (values: Values) => Values;
}

/**
 * Reads the environment variables that an app file names.
 * @throws AppFileError with each path and variable that is missing
 */
export function readSecrets(file: AppFile, env: Readonly<Record<string, string | undefined>>): LifeSecrets {
  const problems: FlowProblem[] = [];
  const texts = new Set<string>();
  for (const [path, value] of listValues(file)) {
    const reference = readReference(value);
    if (!reference) continue;
    const found = env[reference.name] ?? reference.fallback;
    if (found === undefined) {
      const message = `found no environment variable "${reference.name}", expected it to hold the value`;
      problems.push({ path, message });
    }
    if (typeof found === 'string' && found !== '') texts.add(found);
  }
  if (problems.length > 0) throw new AppFileError(problems);
  const resolveOne = (value: unknown): unknown => {
    const reference = readReference(value);
    if (reference) return env[reference.name] ?? reference.fallback;
    if (Array.isArray(value)) return value.map(resolveOne);
    return typeof value === 'object' && value !== null ? resolveAll(value) : value;
  };
  const resolveAll = (values: object) =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [key, resolveOne(value)]));
  return { texts: [...texts], resolve: resolveAll };
}

/** Lists the values that a customer fills in at any depth, with their paths in the file. */
function listValues({ app, script = [] }: AppFile): [path: string, value: unknown][] {
  const list = (path: string, values: object = {}): [string, unknown][] =>
    Object.entries(values).flatMap(([key, value]) => {
      const at = formatPath(path, [Array.isArray(values) ? Number(key) : key]);
      const isInner = typeof value === 'object' && value !== null && !readReference(value);
      return isInner ? list(at, value) : [[at, value] as [string, unknown]];
    });
  return [
    ...app.installSteps.flatMap(({ submit, connection }, at) => [
      ...list(`app.installSteps[${at}].submit`, submit),
      ...list(`app.installSteps[${at}].connection.encrypted`, connection?.encrypted),
      ...list(`app.installSteps[${at}].connection.unencrypted`, connection?.unencrypted),
    ]),
    ...app.uninstallSteps.flatMap(({ submit }, at) => list(`app.uninstallSteps[${at}].submit`, submit)),
    ...list('app.settings', app.settings),
    ...(app.children ?? []).flatMap((values, at) => list(`app.children[${at}]`, values)),
    ...script.flatMap(({ name, values }, at) => list(`script[${at}].${name}`, values)),
  ];
}

interface Reference {
  readonly name: string;
  readonly fallback: unknown;
}

function readReference(value: unknown): Reference | undefined {
  const { env, default: fallback, ...more } = Object(value) as Values;
  return typeof env === 'string' && Object.keys(more).length === 0 ? { name: env, fallback } : undefined;
}
