import type { Contract } from '../../contracts/contract.ts';
import type { Kind } from '../../contracts/define.ts';
import { toJson } from '../../contracts/render/literal.ts';
import { listPages, sampleOptions } from '../../contracts/render/sample-pages.ts';
import { toStubName } from '../../contracts/render/skeleton.ts';
import { applyVariant, variants } from '../../contracts/variants.ts';
import { suggest } from '../../shared/nearest.ts';
import { addressTo, type SentAddress, toBase64 } from '../../transport/transport.ts';
import { CliError } from '../cli-error.ts';
import type { RunCommand } from '../command.ts';
import { findContract } from '../kind.ts';

/** `event KIND`: prints the call of a kind, whole or in part. */
export const run: RunCommand = async ([kind = ''], { records, variant, envelope, clientContext, ...named }, io) => {
  const contract = withVariant(kind, findContract(kind), variant as string | undefined);
  if (records !== undefined) expectPages(kind, contract);
  const print = (value: unknown) => io.out(io.json ? JSON.stringify(value) : toJson(value));
  const address = createAddress(kind, contract, named);
  if (clientContext && !io.json) io.out(toBase64(address));
  else if (clientContext) print(address);
  else {
    const options = sampleOptions(contract, records as number | undefined);
    print(envelope ? { ...address, options } : options);
  }
  return 0;
};

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
  const { function: name = toStubName(kind), connector } = named;
  // Kinds of both generations are addressed as in the newer one, without a type.
  const type = contract.generation === '1.0' ? contract.type : undefined;
  return addressTo(String(name), type, connector ? { _connectorId: String(connector) } : { diy: true });
}
