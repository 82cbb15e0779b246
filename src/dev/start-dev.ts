import { randomBytes } from 'node:crypto';
import { join, relative } from 'node:path';
import { type Logger, mapLevels } from '../core/logger.ts';
import { openRecordingFolder } from '../recording/recording-folder.ts';
import type { SentAddress } from '../transport/transport.ts';
import { BuildRunner } from './build-runner.ts';
import type { BuildState } from './build-state.ts';
import { createBundler } from './bundle-module.ts';
import { formatCall } from './call-line.ts';
import { CallRecorder } from './call-recorder.ts';
import { CallStore } from './call-store.ts';
import type { DevServer, DevSettings } from './dev-settings.ts';
import { choosePublicPlace, type ModulePlace } from './function-map.ts';
import { joinFeeds } from './joined-feed.ts';
import { LiveModule, type LiveSettings } from './live-module.ts';
import { formatBuildError } from './module-builder.ts';
import { startPrivateListener } from './private-listener.ts';
import { startPublicListener } from './public-listener.ts';
import { RecentSecrets } from './recent-secrets.ts';
import { repeatCall } from './repeat-call.ts';
import { saveCallTest, saveEvent } from './save-call.ts';
import { SentCalls } from './sent-calls.ts';
import { createStripper } from './strip-module.ts';

/** The modules of a run, by the names of Lambda functions. */
interface LiveModules {
  readonly all: readonly LiveModule[];
  /** Chooses the module of a stack that has them all: that of the connector, else the first one without a connector. */
  readonly choose: (address: SentAddress) => LiveModule;
  readonly find: (name: string) => LiveModule | undefined;
}

/**
 * Starts live development: modules are built anew after each save, and their calls are recorded. Resolves once the first
 * builds are ready or broken, or once it is to stop.
 * @throws Error if a port is in use
 */
export async function startDev(settings: DevSettings): Promise<DevServer> {
  const { token, timeout, publicUrl, port, pagePort, print } = settings;
  const store = new CallStore();
  const secrets = [
    ...settings.secrets,
    ...(token.token === undefined ? [] : [{ name: 'systemToken', value: token.token }]),
  ];
  const shared = { ...createShared({ ...settings, secrets }, store), secrets };
  const modules = openModules(settings, shared);
  const clean = (text: string) => shared.recent.clean(text);
  const logger = createLineLogger((line) => print(clean(line)));
  const pageToken = randomBytes(24).toString('base64url');
  const toClose: (() => Promise<void>)[] = modules.all.map(
    ({ runner }) =>
      () =>
        runner.close(),
  );
  const close = async () => {
    for (const one of toClose.splice(0).reverse()) await one();
  };
  try {
    const privately = await startPrivateListener({
      port: pagePort,
      invoke: { findModule: modules.find, timeout, clean },
      page: {
        ...createPage(settings, shared.sent, store),
        builds: joinFeeds(modules.all.map(({ runner }) => runner)),
        token: pageToken,
      },
    });
    toClose.push(privately.close);
    const publicly = await startPublicListener({
      chooseModule: modules.choose,
      port,
      digest: token.digest,
      publicUrl,
      timeout,
      logger,
    });
    toClose.push(publicly.close);
    await Promise.race([Promise.all(modules.all.map(({ runner }) => runner.settle())), settings.stopped]);
    return { url: privately.url, pageToken, publicUrl: publicly.url, close };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

function createShared(settings: DevSettings, store: CallStore): Omit<LiveSettings, 'secrets'> {
  const { recordings, secrets, hide, hideValues, print } = settings;
  const recorder = new CallRecorder({
    store,
    secrets,
    hide,
    hideValues,
    folder: recordings === undefined ? undefined : openRecordingFolder(recordings),
    onRecording: (recording) => print(formatCall(recording)),
    onFailure: (message) => print(`not_recorded  ${message}`),
  });
  return { recorder, recent: new RecentSecrets(secrets), sent: new SentCalls() };
}

function openModules(settings: DevSettings, shared: LiveSettings): LiveModules {
  const { modules, inspectPort } = settings;
  const places = 'path' in modules ? [modules] : [...modules.values()];
  const opened = new Map<string, LiveModule>();
  const keyOf = ({ path, connector }: ModulePlace) => `${connector ?? ''} ${path}`;
  for (const place of places) {
    if (opened.has(keyOf(place))) continue;
    // A debugger has one port for each process.
    const ownPort = inspectPort === undefined ? undefined : inspectPort + opened.size;
    opened.set(keyOf(place), openModule(place, ownPort, settings, shared));
  }
  const all = [...opened.values()];
  const choose = ({ _connectorId }: SentAddress) => {
    const place = choosePublicPlace(places, _connectorId);
    return opened.get(keyOf(place)) as LiveModule;
  };
  const find = (name: string) => {
    const place = 'path' in modules ? modules : modules.get(name);
    return place && opened.get(keyOf(place));
  };
  return { all, choose, find };
}

function openModule(
  { path, connector }: ModulePlace,
  inspectPort: number | undefined,
  { esbuild, enforces, loadTime, noticeAfter, print }: DevSettings,
  shared: LiveSettings,
): LiveModule {
  const builder = esbuild ? createBundler(path, esbuild) : createStripper(path);
  const onOutput = (line: string) => print(shared.recent.clean(line));
  const runner = new BuildRunner(builder, { connector, enforces, inspectPort, loadTime, noticeAfter, onOutput });
  let last = '';
  runner.subscribe(() => {
    const line = formatState(runner.current(), path) ?? last;
    // A save may be seen twice, or change nothing.
    if (line !== last) print(line);
    last = line;
  });
  return new LiveModule(path, runner, shared);
}

/** Formats what a person must know of a build; undefined while it is made. */
function formatState({ status, build, error, notice }: BuildState, path: string): string | undefined {
  if (notice) return `still_loading  ${notice}`;
  if (error) return `build_failed  ${formatBuildError(error)}`;
  return status === 'ready' ? `build ${build} of ${toShown(path)} is ready` : undefined;
}

function createPage({ modules, root }: DevSettings, sent: SentCalls, store: CallStore) {
  const paths = 'path' in modules ? [modules.path] : [...new Set([...modules.values()].map(({ path }) => path))];
  return {
    module: paths.map(toShown).join(', '),
    store,
    repeatCall: async (id: string, edited?: { readonly options: unknown }) => repeatCall(sent.demand(id), edited),
    saveEvent: async (id: string) => toShown(saveEvent(store.demand(id), join(root, 'events'))),
    saveTest: async (id: string) => toShown(saveCallTest(store.demand(id), join(root, 'test'), sent.demand(id).module)),
  };
}

/** Names a file as the author would. */
function toShown(path: string): string {
  return relative('', path);
}

function createLineLogger(print: (line: string) => void): Logger {
  return mapLevels((level) => ({ message, ...fields }) => {
    // What is answered as planned has a line of its own.
    if (level === 'warn' || level === 'error') print(`${level}  ${message}  ${JSON.stringify(fields)}`);
  });
}
