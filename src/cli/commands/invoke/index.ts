import { isKind } from '../../../contracts/enforce.ts';
import { contracts } from '../../../contracts/registry.ts';
import { toJson } from '../../../contracts/render/literal.ts';
import type { LevelledLine } from '../../../core/logger.ts';
import { openChildProcess } from '../../../transport/child-process.ts';
import { openHere } from '../../../transport/open-here.ts';
import { addressTo, type Call } from '../../../transport/transport.ts';
import { CliError } from '../../cli-error.ts';
import type { RunCommand } from '../../command.ts';
import { demandFunction, findFunction } from '../../find-function.ts';
import { chooseIsolation } from '../../isolation.ts';
import { findContract, isWriting, refuseOtherKind } from '../../kind.ts';
import { lackOfName } from '../../lack-of-name.ts';
import { type CallReport, callDeployed, callHere } from './call.ts';
import { readInput, readOptions } from './input.ts';
import { printReport } from './print.ts';
import { openRecorder } from './record.ts';

type Given = Readonly<Record<string, unknown>>;

/** `invoke MODULE NAME`: one call, here in a process of its own, or to a deployed function. */
export const run: RunCommand = async ([path = '', name], given, io) => {
  const record = given.record === undefined ? undefined : openRecorder(given, io);
  const logs: LevelledLine[] = [];
  const open = chooseIsolation() === 'process' ? openChildProcess : openHere;
  const module = await open({
    path,
    connector: given.connector as string | undefined,
    enforces: true,
    records: given.record !== undefined,
    onLine: (line) => logs.push(line),
    output: 'stderr',
  });
  try {
    const { functions, host } = module;
    if (name === undefined) throw lackOfName(path, functions);
    const type = given.type as string | undefined;
    const find = given.remote || given.envelope ? findFunction : demandFunction;
    const target = functions && find(functions, name, type, path);
    const named = given.kind as string | undefined;
    if (named !== undefined) findContract(named);
    refuseOtherKind(name, target?.kind, named);
    const kind = target?.kind ?? named;
    if (given.imports === false) refuseWriting(name, kind);
    const address = addressTo(
      target?.name ?? name,
      target?.type ?? type,
      host,
      given.maxResponseSize as number | undefined,
    );
    const options = chooseOptions(kind, given);
    const call: Call = {
      address,
      options: JSON.stringify(options),
      timeout: given.timeout as number,
      ...(record && { records: true }),
    };
    if (given.envelope && !given.remote) {
      const envelope = { ...address, options };
      io.out(io.json ? JSON.stringify(envelope) : toJson(envelope));
      return 0;
    }
    if (kind === undefined && !functions) io.err(unknownKind(name));
    const report = given.remote
      ? await callRemotely(call, kind, given)
      : { ...(await callHere(module, call, target?.kind ? undefined : kind)), logs };
    record?.(call, report, kind);
    return printReport(report, kind ? `${name} (${kind})` : name, io);
  } finally {
    await module.close();
  }
};

/** Returns the options as given, else the sample of the kind. The bearer token may be left out of given options. */
function chooseOptions(kind: string | undefined, { options, state }: Given): unknown {
  const sample = kind !== undefined && isKind(kind) ? contracts[kind].sample.options : {};
  const given = typeof options === 'string' ? readOptions(readInput('options', options)) : sample;
  const isObject = typeof given === 'object' && given !== null && !Array.isArray(given);
  if (!isObject) return given;
  const { bearerToken } = sample as Given;
  const more = typeof state === 'string' ? { state: readInput('state', state) } : {};
  return { ...(bearerToken !== undefined && { bearerToken }), ...given, ...more };
}

/** @throws CliError for a function that may write */
function refuseWriting(name: string, kind: string | undefined): void {
  if (kind !== undefined && !isWriting(kind)) return;
  const found = kind === undefined ? 'a function of unknown kind' : `the kind ${kind}`;
  const more = kind === undefined ? '; --kind names its kind' : '';
  const message = `"${name}": found ${found}, which may write: --no-imports, or "imports": false, refuses it${more}`;
  throw new CliError('import_refused', message, 2);
}

/** Only `define` and a module show the kind of a function. */
function unknownKind(name: string): string {
  return `unknown_kind  "${name}": its options and its response are not checked; expected --kind with its kind`;
}

async function callRemotely(call: Call, kind: string | undefined, given: Given): Promise<CallReport> {
  const { openLambda } = await import('../../../transport/lambda.ts');
  const { remote, region, profile, endpointUrl } = given as Readonly<Record<string, string>>;
  const envelope = given.envelope === true;
  const deployed = await openLambda({ functionName: String(remote), region, profile, endpointUrl, envelope });
  return callDeployed(deployed, call, kind);
}
