import type { Contract } from '../../contracts/contract.ts';
import type { Kind } from '../../contracts/define.ts';
import { toJson } from '../../contracts/render/literal.ts';
import { listPages, sampleOptions } from '../../contracts/render/sample-pages.ts';
import { toStubName } from '../../contracts/render/skeleton.ts';
import { applyVariant, variants } from '../../contracts/variants.ts';
import { GROUPS, toGroup } from '../../core/groups.ts';
import { readRecording } from '../../recording/read-recording.ts';
import { suggest } from '../../shared/nearest.ts';
import { addressTo, type SentAddress, toBase64 } from '../../transport/transport.ts';
import { CliError } from '../cli-error.ts';
import type { RunCommand } from '../command.ts';
import { demandReadable } from '../demand-readable.ts';
import { findContract, lackOfKind } from '../kind.ts';

/** `event KIND`: prints the call of a kind, or a recorded one, whole or in part. */
export const run: RunCommand = async ([kind], { records, variant, from, ...given }, io) => {
  const call =
    from === undefined ? createSample(kind, { records, variant, ...given }) : readRecorded(String(from), kind);
  const { envelope, clientContext } = given;
  const { address, options } = call;
  const print = (value: unknown) => io.out(io.json ? JSON.stringify(value) : toJson(value));
  if (clientContext && !io.json) io.out(toBase64(address));
  else if (clientContext) print(address);
  else print(envelope ? { ...address, options } : options);
  return 0;
};

/** A call without its result. */
interface PrintedCall {
  readonly address: SentAddress;
  readonly options: unknown;
}

/** Reads the call of a recording: placeholders stand for its secrets. */
function readRecorded(file: string, kind: string | undefined): PrintedCall {
  if (kind !== undefined)
    throw new CliError('wrong_usage', `--from: found the kind ${kind} too, expected the recording alone`, 2);
  const { address, options } = demandReadable(`--from: ${file}`, () => readRecording(file));
  return { address: address as SentAddress, options };
}

function createSample(kind: string | undefined, given: Readonly<Record<string, unknown>>): PrintedCall {
  if (kind === undefined) throw lackOfKind(', or --from with a recording');
  const { records, variant } = given;
  const contract = withVariant(kind, findContract(kind), variant as string | undefined);
  if (records !== undefined) expectPages(kind, contract);
  const options = sampleOptions(contract, records as number | undefined);
  return { address: createAddress(kind, contract, given), options };
}

/** @throws CliError naming the variants */
function withVariant(kind: string, contract: Contract, name: string | undefined): Contract {
  if (name === undefined) return contract;
  const all = variants[kind as Kind] ?? {};
  const names = Object.keys(all);
  const { [name]: found } = all;
  if (!found) {
    const expected = names.length > 0 ? `one of ${names.join(', ')}${suggest(name, names)}` : 'none for this kind';
    throw new CliError('unknown_variant', `--variant: found "${name}", expected ${expected}`, 2);
  }
  return { ...contract, sample: { ...contract.sample, options: applyVariant(contract.sample.options, found) } };
}

function expectPages(kind: string, contract: Contract): void {
  if (listPages(contract).length > 0) return;
  throw new CliError('no_pages', `--records: found ${kind}, which has no page; expected a kind with a page`, 2);
}

/** The default name is the one that `stub` gives to its function. */
function createAddress(kind: string, contract: Contract, named: Readonly<Record<string, unknown>>): SentAddress {
  const { function: written = toStubName(kind), connector } = named;
  const { type, name } = splitName(String(written), kind, contract);
  return addressTo(name, type, connector ? { _connectorId: String(connector) } : { diy: true });
}

/**
 * Splits the name of a function in a group: `hooks.tidy`.
 * @throws CliError for a group that no function of the kind is called in
 */
function splitName(written: string, kind: string, { generation, type }: Contract) {
  const [group = '', ...rest] = written.split('.');
  // Kinds of both generations are addressed as in the newer one, without a type.
  if (!GROUPS.includes(group) || rest.length === 0)
    return { type: generation === '1.0' ? type : undefined, name: written };
  const name = rest.join('.');
  if (type !== undefined && toGroup(type) === group) return { type, name };
  const expected = type === undefined ? name : `${toGroup(type)}.${name}`;
  throw new CliError('other_group', `--function: found ${written}, expected ${expected} for the kind ${kind}`, 2);
}
