import { describe, expect, it } from 'vitest';
import type { Contract } from '../../src/contracts/contract.ts';
import type { Kind } from '../../src/contracts/define.ts';
import { contracts } from '../../src/contracts/index.ts';
import { call, connectionTo, functions } from './samples.ts';

const kinds = Object.entries<Contract>(contracts).map(([kind, contract]) => ({ kind: kind as Kind, contract }));

describe.each(kinds)('the samples’ function of the kind $kind', ({ kind, contract }) => {
  const found = functions.filter((one) => one.kind === kind);

  it('is found by its mark: one of each kind, and two that are steps', () => {
    const isStep = ['step', 'integrationInstaller', 'integrationUninstaller'].includes(kind);
    expect(found.map(({ name }) => name)).toHaveLength(isStep ? 2 : 1);
  });

  it('is in a group of its type if only grouped modules have the kind, else at the top of the flat module', () => {
    expect(found[0]?.type).toBe(contract.generation === '1.0' ? contract.type : undefined);
  });

  it('answers the sample of its contract within the contract', async () => {
    const { options } = contract.sample;
    const connection = 'connection' in options ? { connection: connectionTo() } : {};
    await expect(call(kind, { ...options, ...connection })).resolves.toBeDefined();
  });
});

describe('the samples', () => {
  const styleOf = ({ fn }: (typeof functions)[number]) =>
    fn.constructor.name === 'AsyncFunction' ? 'promise' : fn.length < 2 ? 'plain return' : 'callback';

  it.each([
    ['flat', 'diy'],
    ['grouped', '_connectorId'],
  ])('show every style of answering in the %s module', (_, field) => {
    const styles = functions.filter(({ address }) => field in address).map(styleOf);
    expect(new Set(styles)).toEqual(new Set(['plain return', 'promise', 'callback']));
  });

  it('have no function without a kind in the flat module', () => {
    expect(functions.filter(({ address, kind }) => 'diy' in address && !kind)).toEqual([]);
  });
});
