import { basename, isAbsolute, relative, resolve } from 'node:path';
import type { ExtensionConfig } from '../core/config.ts';
import { createTextRedactor } from '../core/redact.ts';
import type { Isolation } from '../simulator/engine/open.ts';
import { FlowError } from '../simulator/flow/error.ts';
import { type AppFile, type AppFileInput, appFileSchema } from './app-file.ts';
import { buildLifeReport } from './build-life-report.ts';
import { createScript } from './create-script.ts';
import { Life } from './life.ts';
import type { LifeEvent } from './life-event.ts';
import type { EventFacts } from './life-facts.ts';
import type { LifeOrigin, LifeReport } from './life-report.ts';
import { type LifeSecrets, readSecrets } from './life-secrets.ts';
import { type AppChanges, applyChanges, type LoadedApp, loadApp } from './load-app.ts';
import { openLife } from './open-life.ts';
import { readLogLine } from './read-log-line.ts';
import { runScript } from './run-script.ts';

/** The event that a life has come to. */
export interface LifeProgress {
  /** From 1. */
  readonly number: number;
  /** The number of events in the script. */
  readonly of: number;
  /** The event as a script has it: `update to 2.1`. */
  readonly title: string;
}

/** The settings of a simulated life beside its app file. */
export interface LifeSettings extends AppChanges {
  /** The folder that the module's path is relative to. Default: that of the app file, else the current one. */
  readonly base?: string;
  /** The functions, in the place of the app file's module. */
  readonly extension?: ExtensionConfig;
  /** Where the functions run. Default: `none`, in this process. */
  readonly isolation?: Isolation;
  /** The source of secrets. Default: the environment of this process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Ends the life: the call in flight has a second to answer, and the report is made. */
  readonly signal?: AbortSignal;
  /** Gets each line that functions log, without secrets. Default: lines are in the report alone. */
  readonly onLog?: (line: string) => void;
  /** Called before each event. */
  readonly onEvent?: (progress: LifeProgress) => void;
}

/**
 * Simulates the life of an integration app: its functions install, configure, update and uninstall it in an account of
 * the fake platform. Every life that begins ends with a report. Lives in one process run one after another: their
 * functions find the account by an environment variable.
 * @param app the path of an app file, or its content
 * @throws AppFileError for an invalid file, and for a missing function or environment variable
 * @throws ZodError for an invalid app that is no file
 * @throws TransportError for a module that can't be loaded
 */
export async function simulateApp(app: string | AppFileInput, settings: LifeSettings = {}): Promise<LifeReport> {
  const { promise: over, resolve: end } = Promise.withResolvers<void>();
  const before = last;
  last = over;
  await before;
  try {
    if (typeof app !== 'string') return await live(appFileSchema.parse(applyChanges(app, settings)), settings);
    const loaded = await loadApp(app, settings);
    try {
      return await live(loaded.file, { base: loaded.base, ...settings }, loaded);
    } catch (thrown) {
      throw thrown instanceof FlowError ? loaded.locate(thrown) : thrown;
    }
  } finally {
    end();
  }
}

/** Resolves when the life that was asked for last is over. */
let last = Promise.resolve();

/** The most lines of a call that a report keeps, and the most characters of each. */
const [LINES, LONGEST] = [200, 2000];

async function live(file: AppFile, settings: LifeSettings, loaded?: LoadedApp): Promise<LifeReport> {
  const { onLog, signal, isolation, extension, base = '.' } = settings;
  const secrets = readSecrets(file, settings.env ?? process.env);
  let life: Life | undefined;
  let redactText = createTextRedactor(secrets.texts);
  const onLine = (line: string) => {
    const clean = redactText(line);
    onLog?.(clean);
    if (life && life.log.length < LINES) life.log.push(readLogLine(cut(clean)));
  };
  const { parts, close } = await openLife(file, secrets, {
    base,
    isolation,
    extension,
    signal,
    onLine,
    findPlace: loaded?.findPlace,
  });
  try {
    redactText = createTextRedactor(parts.secrets);
    life = new Life(parts);
    const script = file.script?.map(placeEvent) ?? createScript(file.app);
    const rehearse = () => liveCalmly({ ...file, script, faults: {} }, secrets, settings);
    const record = await runScript(life, script, { ...settings, rehearse });
    return buildLifeReport(life, { ...record, origin: describeOrigin(file, base, loaded?.path) });
  } finally {
    await close();
  }
}

function placeEvent(event: LifeEvent, at: number): LifeEvent {
  return { ...event, path: ['script', at, event.name] };
}

/** Lives a life of which only the events are known: nothing of it is logged or reported. */
async function liveCalmly(
  file: AppFile & { readonly script: readonly LifeEvent[] },
  secrets: LifeSecrets,
  { signal, isolation, extension, base = '.' }: LifeSettings,
): Promise<EventFacts[]> {
  const { parts, close } = await openLife(file, secrets, { base, isolation, extension, signal, onLine: () => {} });
  try {
    const { events } = await runScript(new Life(parts), file.script, signal ? { signal } : {});
    return events.map(({ facts }) => facts);
  } finally {
    await close();
  }
}

function cut(line: string): string {
  return line.length > LONGEST ? `${line.slice(0, LONGEST)} [cut: ${line.length} characters]` : line;
}

function describeOrigin({ app, faults, script }: AppFile, base: string, path?: string): LifeOrigin {
  const { module, generation, _connectorId, version, editions } = app;
  const [edition] = editions;
  return {
    ...(path !== undefined && { file: basename(path) }),
    ...(module !== undefined && { module: shortenPath(module, base) }),
    generation,
    ...(_connectorId !== undefined && { _connectorId }),
    version,
    ...(edition !== undefined && { edition }),
    isWholeLife: script === undefined,
    // As JSON has it: faults that are not set are left out.
    faults: JSON.parse(JSON.stringify(faults)),
  };
}

function shortenPath(path: string, base: string): string {
  const short = relative(resolve(base), resolve(base, path));
  return short.startsWith('..') || isAbsolute(short) ? basename(path) : short.replaceAll('\\', '/');
}
