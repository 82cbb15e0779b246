import { createPlatform, type Platform } from 'integrator-extension-lambda/platform-api';
import {
  type AppFileInput,
  type LifeReport,
  type LifeSettings,
  simulateApp,
} from 'integrator-extension-lambda/simulator';

type Options = Readonly<Record<string, unknown>>;
type Fn = (options: never, callback: never, context: never) => unknown;

/** The functions of a flat module, or of the groups of an older one. */
export type Functions = Readonly<Record<string, Fn | Readonly<Record<string, Fn>>>>;

/** What a test says of an app: the rest is made up. */
export interface Said extends Omit<AppFileInput, 'app'> {
  readonly app?: Omit<AppFileInput['app'], 'name'>;
  readonly settings?: LifeSettings;
}

const CONNECTOR = '5f0000000000000000000008';

/** Simulates the life of an app of 2.0. */
export function live(functions: Functions, { app, settings, ...rest }: Said): Promise<LifeReport> {
  const extension = { connectors: { [CONNECTOR]: functions } };
  return simulateApp({ app: { name: 'Orders', _connectorId: CONNECTOR, ...app }, ...rest }, { extension, ...settings });
}

/** Simulates the life of an app of 1.0. */
export function liveOlder(functions: Functions, { app, ...said }: Said): Promise<LifeReport> {
  return live(functions, { ...said, app: { generation: '1.0', ...app } });
}

/** The account as a function of the life finds it. */
export function openAccount(options: Options): Platform {
  return createPlatform({ options, baseUrl: process.env.INTEGRATOR_IO_API });
}

/** The name and the outcome of each event. */
export function listOutcomes({ events }: LifeReport): string[] {
  return events.map(({ title, outcome, message }) => [title, outcome, message].filter(Boolean).join(': '));
}

/** The names of all documents by their kind. */
export function listDocuments(tree: LifeReport['before'] = {}): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(tree).map(([kind, documents]) => [kind, documents.map(({ name, _id }) => name ?? _id)]),
  );
}

/** Every call as `function: attempt fault`. */
export function listCalls({ events }: LifeReport): string[] {
  return events.flatMap(({ calls }) =>
    calls.map(({ function: name, attempt, fault }) => `${name} ${attempt}${fault ? ` ${fault}` : ''}`),
  );
}
