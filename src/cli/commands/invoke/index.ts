import { isKind } from '../../../contracts/enforce.ts';
import { contracts } from '../../../contracts/registry.ts';
import { toJson } from '../../../contracts/render/literal.ts';
import { addressTo } from '../../../transport/transport.ts';
import { CommandError, type RunCommand } from '../../command.ts';
import { type LoadedModule, loadModule } from '../../module.ts';
import { type CallReport, type CallSpec, callLocally } from './call.ts';
import { readInput, readOptions } from './input.ts';
import { printReport } from './print.ts';
import { findTarget, listNames } from './target.ts';

type Given = Readonly<Record<string, unknown>>;

/** `invoke MODULE NAME`: one call, here or to a deployed function. */
export const run: RunCommand = async ([path = '', name = ''], given, io) => {
  const loaded = await loadModule(path, given.connector as string | undefined);
  const type = given.type as string | undefined;
  const target = loaded.module && findTarget(loaded.module, name, type);
  const kind = target?.kind;
  const call: CallSpec = {
    address: addressTo(name, target?.type ?? type, loaded.host, given.maxResponseSize as number | undefined),
    options: optionsFor(kind, given),
    timeout: given.timeout as number,
  };
  if (given.envelope) {
    const envelope = { ...call.address, options: call.options };
    io.out(io.json ? JSON.stringify(envelope) : toJson(envelope));
    return 0;
  }
  if (!target && loaded.module && !given.remote) throw unknown(loaded, path, name, type);
  const called = given.remote ? await callRemotely(call, kind, given) : await callLocally(loaded, call);
  return printReport(called, kind ? `${name} (${kind})` : name, io);
};

/** What is sent: as given, else the sample of the kind. A token that every call has can be left out of what is given. */
function optionsFor(kind: string | undefined, { options, state }: Given): unknown {
  const sample = kind !== undefined && isKind(kind) ? contracts[kind].sample.options : {};
  const given = typeof options === 'string' ? readOptions(readInput('options', options)) : sample;
  const isObject = typeof given === 'object' && given !== null && !Array.isArray(given);
  if (!isObject) return given;
  const { bearerToken } = sample as Given;
  const more = typeof state === 'string' ? { state: readInput('state', state) } : {};
  return { ...(bearerToken !== undefined && { bearerToken }), ...given, ...more };
}

function unknown({ module = {} }: LoadedModule, path: string, name: string, type: string | undefined): CommandError {
  const expected = type ? `${name} under the type ${type}` : name;
  return new CommandError('no_function', `${path}: found ${listNames(module)}; expected ${expected}`, 2);
}

async function callRemotely(call: CallSpec, kind: string | undefined, given: Given): Promise<CallReport> {
  const { callDeployed } = await import('./remote.ts');
  const { remote, region, profile, endpointUrl } = given as Readonly<Record<string, string>>;
  return callDeployed(call, kind, { functionName: String(remote), region, profile, endpointUrl });
}
