import { describe, expect, it } from 'vitest';
import { contracts } from '../../../src/contracts/index.ts';
import { runHere } from '../command-line.ts';

const { options } = contracts.preMap.sample;

const event = async (...args: string[]) => {
  const { code, out, err } = await runHere(['event', ...args]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out;
};

describe('event', () => {
  it.each(Object.keys(contracts) as (keyof typeof contracts)[])('prints the sample of %s', async (kind) => {
    expect(JSON.parse(await event(kind))).toEqual(contracts[kind].sample.options);
  });

  it('prints one line for machines, the event itself', async () => {
    expect(await event('preMap', '--json')).toBe(`${JSON.stringify(options)}\n`);
  });

  it('has the given number of records in every page', async () => {
    const { preMapData, postMapData } = JSON.parse(await event('import', '--records', '7'));
    expect([preMapData.length, postMapData.length]).toEqual([7, 7]);
    expect(JSON.parse(await event('preMap', '--records', '0')).data).toEqual([]);
  });

  it('has no records to count for a kind without pages', async () => {
    const { code, err } = await runHere(['event', 'ping', '--records', '2']);
    expect(code).toBe(2);
    expect(err).toBe('no_pages  --records: found ping, which has no page; expected a kind with a page\n');
  });

  it.each([
    ['preMap', [], { function: 'myPreMap', diy: true }],
    ['preMap', ['--function', 'trim'], { function: 'trim', diy: true }],
    ['preMap', ['--function', 'hooks.trim'], { type: 'hook', function: 'trim', diy: true }],
    ['preMap', ['--function', 'orders.trim'], { function: 'orders.trim', diy: true }],
    ['preMap', ['--connector', '5f'], { function: 'myPreMap', _connectorId: '5f' }],
    ['persistSettings', [], { type: 'setting', function: 'myPersistSettings', diy: true }],
  ] as const)('addresses a %s by %j, as its stub does', async (kind, args, address) => {
    const envelope = JSON.parse(await event(kind, '--envelope', ...args));
    expect(envelope).toEqual({ ...address, options: contracts[kind].sample.options });
    const base64 = await event(kind, '--client-context', ...args);
    expect(base64).toMatch(/^[\w+/]+=*\n$/);
    expect(JSON.parse(Buffer.from(base64, 'base64').toString())).toEqual(address);
    expect(JSON.parse(await event(kind, '--client-context', '--json', ...args))).toEqual(address);
  });

  it.each([
    ['preMap', 'wrappers.trim', 'hooks.trim'],
    ['formInit', 'hooks.trim', 'trim'],
  ])('refuses for %s the group of %s', async (kind, found, expected) => {
    expect(await runHere(['event', kind, '--envelope', '--function', found])).toEqual({
      code: 2,
      out: '',
      err: `other_group  --function: found ${found}, expected ${expected} for the kind ${kind}\n`,
    });
  });

  it('prints either an envelope or a client context', async () => {
    const { code, err } = await runHere(['event', 'preMap', '--envelope', '--client-context']);
    expect(code).toBe(2);
    expect(err).toBe("wrong_usage  option '--client-context' cannot be used with option '--envelope'\n");
  });
});
