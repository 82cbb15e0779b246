/**
 * Creates the events of each kind of function: envelopes that call the sample extension's function of that kind with its
 * contract's sample and the variants of it. Run as a script, it writes them.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import * as orders from '../handlers/orders/index.ts';
import { connectors } from '../handlers/shop-connector/index.ts';
import type { Contract } from '../src/contracts/contract.ts';
import type { Kind } from '../src/contracts/define.ts';
import { contracts } from '../src/contracts/registry.ts';
import { applyVariant, variants } from '../src/contracts/variants.ts';
import { listFunctions } from '../src/core/inventory.ts';

/** The folder of the events. */
export const folder = new URL('../events/', import.meta.url);

/** The text of each event, by its file's name. */
export function eventFiles(): Map<string, string> {
  const addresses = sampleAddresses();
  const kinds = Object.entries<Contract>(contracts);
  const missing = kinds.filter(([kind]) => !addresses.has(kind)).map(([kind]) => kind);
  if (missing.length > 0) {
    throw new Error(
      `The samples in handlers/ have no function of the kind ${missing.join(', ')}: expected one of each, by define.`,
    );
  }
  return new Map(
    kinds.flatMap(([kind, { sample }]) => {
      const all = [['', undefined], ...Object.entries(variants[kind as Kind] ?? {})] as const;
      return all.map(([name, variant]): [string, string] => {
        const envelope = { ...addresses.get(kind), options: applyVariant(sample.options, variant) };
        return [`${[kind, ...(name ? [name] : [])].join('-')}.json`, `${JSON.stringify(envelope, null, 2)}\n`];
      });
    }),
  );
}

/** The address of the first sample function of each kind; samples of 2.0 come first. */
function sampleAddresses(): Map<string, object> {
  const all = [
    ...addressesIn(orders, { diy: true }),
    ...Object.entries(connectors).flatMap(([_connectorId, module]) => [...addressesIn(module, { _connectorId })]),
  ];
  // A Map keeps the last of several values with one key.
  return new Map(all.reverse());
}

function* addressesIn(module: object, host: object): Generator<[string, object]> {
  for (const { type, name, kind } of listFunctions(module)) {
    if (kind) yield [kind, { ...(type && { type }), function: name, ...host }];
  }
}

if (import.meta.main) {
  const files = eventFiles();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of files) writeFileSync(new URL(name, folder), text);
}
