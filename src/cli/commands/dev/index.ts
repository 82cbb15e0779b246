import { once } from 'node:events';
import { statSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import type { DevServer, DevSettings } from '../../../dev/dev-settings.ts';
import { type DevToken, openDevToken } from '../../../dev/dev-token.ts';
import { choosePublicPlace, type FunctionMap, type ModulePlace, readFunctionMap } from '../../../dev/function-map.ts';
import { openProjectFolder } from '../../../dev/project-folder.ts';
import { findPackageFolder } from '../../../dev/source-files.ts';
import { startDev } from '../../../dev/start-dev.ts';
import { RECORDINGS_FOLDER } from '../../../recording/recording-folder.ts';
import { CliError } from '../../cli-error.ts';
import type { CommandIo, RunCommand } from '../../command.ts';
import { findDefaultModule } from '../../default-module.ts';
import { loadEsbuild } from '../../load-esbuild.ts';
import { readRecordingSettings } from '../../recording-settings.ts';
import { formatStack } from './stack.ts';

type Given = Parameters<RunCommand>[1];

/** The environment variable of the system token, as server stacks have it. */
const TOKEN = 'INTEGRATOR_EXTENSION_SYSTEM_TOKEN';

/** Milliseconds that a call has where a debugger may stop it: no timer can be longer. */
const UNLIMITED = 2_147_000_000;

/** `dev [MODULE]`: calls of the platform, of AWS SDKs and of curl reach functions on this machine. Ends with Ctrl-C. */
export const run: RunCommand = async ([module], given, io) => {
  let isStopped = false;
  const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]).then(() => {
    isStopped = true;
  });
  const settings = { ...(await readSettings(module, given, io)), stopped };
  const server = await startDev(settings).catch((thrown) => Promise.reject(explainPort(thrown, settings)));
  if (!isStopped) printStart(server, settings, io);
  await stopped;
  io.err('stopping after the calls in flight; press Ctrl-C again to stop at once');
  await server.close();
  return 0;
};

async function readSettings(
  module: string | undefined,
  given: Given,
  io: CommandIo,
): Promise<Omit<DevSettings, 'stopped'>> {
  const modules = chooseModules(module, given.connector as string | undefined);
  const first = 'path' in modules ? modules.path : String([...modules.values()][0]?.path);
  const root = findPackageFolder(resolve(module === undefined ? 'package.json' : first));
  const folder = openProjectFolder(root);
  const inspectPort = readInspectPort(given.inspect as string | true | undefined);
  const timeout = given.timeout as number | undefined;
  return {
    modules,
    esbuild: await loadEsbuild(),
    port: given.port as number,
    pagePort: given.pagePort as number,
    token: explain('token', () => readToken(folder, given)),
    publicUrl: readUrl(given.publicUrl as string | undefined),
    timeout: timeout ?? (inspectPort === undefined ? 300_000 : UNLIMITED),
    enforces: given.enforce === true,
    inspectPort,
    recordings: given.record === false ? undefined : resolve(root, RECORDINGS_FOLDER),
    ...readRecordingSettings(given),
    root,
    print: io.err,
  };
}

function chooseModules(module: string | undefined, connector: string | undefined): ModulePlace | FunctionMap {
  const own = connector === undefined ? {} : { connector };
  if (module !== undefined) {
    const found = statSync(module, { throwIfNoEntry: false });
    if (found?.isFile()) return { path: resolve(module), ...own };
    throw new CliError('no_module', `${module}: found ${found ? 'a folder' : 'nothing'}, expected a file`, 2);
  }
  const mapped = explain('functions', () => readFunctionMap(dirname(resolve('package.json'))));
  if (mapped && mapped.size > 0) {
    if (connector === undefined) return mapped;
    const expected = 'expected MODULE with it, or "connector" beside the module in package.json';
    throw new CliError('wrong_usage', `--connector: found ${connector}, ${expected}`, 2);
  }
  return { path: resolve(findDefaultModule('MODULE')), ...own };
}

function readToken(folder: string, { token, newToken }: Given): DevToken {
  return openDevToken(folder, (token as string | undefined) ?? process.env[TOKEN], newToken === true);
}

function readUrl(given: string | undefined): URL | undefined {
  if (given === undefined) return undefined;
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.username) return url;
  throw new CliError(
    'invalid_url',
    `--public-url: found "${given}", expected an address such as https://name.example`,
    2,
  );
}

function readInspectPort(given: string | true | undefined): number | undefined {
  if (given === undefined) return undefined;
  const port = given === true ? 9229 : Number(given);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new CliError('invalid_port', `--inspect: found "${given}", expected a port from 1 to 65535`, 2);
}

/** Makes the error of a port that another program has; any other error stays. */
function explainPort(thrown: unknown, { pagePort }: DevSettings): unknown {
  const { code, port } = thrown as { readonly code?: string; readonly port?: number };
  if (code !== 'EADDRINUSE') return thrown;
  const option = port === pagePort ? '--page-port' : '--port';
  return new CliError('port_in_use', `${option}: found ${port}, which is in use; expected a free port, or 0 for any`);
}

/** @throws CliError of an option with the reason that it was refused for */
function explain<T>(option: string, read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    if ('syscall' in Object(thrown)) throw thrown;
    throw new CliError(`invalid_${option.replaceAll('-', '_')}`, (thrown as Error).message, 2);
  }
}

/** Prints the addresses on stdout, the private one first, and what to do with them on stderr. */
function printStart({ url, pageToken, publicUrl }: DevServer, settings: DevSettings, io: CommandIo): void {
  const { token, publicUrl: tunnel, modules } = settings;
  const page = `${url}/#${pageToken}`;
  if (io.json) io.out(JSON.stringify({ private: url, page, public: publicUrl }));
  else {
    io.out(url);
    io.out(publicUrl);
  }
  io.err(`the page of calls is at ${page}`);
  io.err(`AWS SDKs and the AWS CLI call functions at ${url}, as their endpoint URL`);
  io.err(`the platform calls ${publicUrl}/function through a tunnel to that port: never let one lead to the other`);
  if (!('path' in modules)) for (const line of formatPublicModules([...modules.values()])) io.err(line);
  if (token.origin === 'made')
    io.err(`the system token of this project, shown once: ${token.token}; --new-token makes another`);
  if (token.origin === 'kept') io.err('the system token is the one that was shown before; --new-token makes another');
  if (tunnel) for (const line of formatStack(tunnel)) io.err(line);
}

/** Says which of several modules the platform calls: its calls name no function of Lambda. Nothing for one module. */
function formatPublicModules(places: readonly ModulePlace[]): readonly string[] {
  const { path } = choosePublicPlace(places);
  if (places.every((place) => place.path === path)) return [];
  const connectors = new Set(places.map(({ connector }) => connector).filter((id) => id !== undefined));
  const own = [...connectors].map(
    (id) => `the platform’s calls of connector ${id} go to ${relative('', choosePublicPlace(places, id).path)}`,
  );
  const others = own.length > 0 ? 'its other calls' : 'calls of the platform';
  return [...own, `${others} go to ${relative('', path)}; dev with one module serves that one alone`];
}
