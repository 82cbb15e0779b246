import { describe, expect, it } from 'vitest';
import { createExtension } from '../../src/core/extension.ts';
import { createMemory } from './lines.ts';

const MAX_LINE = 256 * 1024;

/** Fails a call, and returns its one line. */
async function fail(fn: (options: never, done: unknown, context: never) => unknown, options: object) {
  const { logger, lines } = createMemory();
  const { invoke } = createExtension({ diy: { fn }, logger });
  const outcome = await invoke({ address: { diy: true, function: 'fn', _reqId: 'r-1' }, options });
  return { outcome, lines };
}

const size = (line: unknown) => Buffer.byteLength(JSON.stringify(line));
const nest = (levels: number, leaf: unknown) => {
  let value = leaf;
  for (let i = 0; i < levels; i++) value = { a: value };
  return value;
};

describe('A line has at most 256 KB, whatever was thrown:', () => {
  it.each([
    ['letters', 'x'],
    ['control characters', '\u0001'],
    ['characters of three bytes', '語'],
    ['quotes', '"\\'],
  ])('10 MB of %s', async (_, unit) => {
    const message = unit.repeat(10_000_000 / unit.length);
    const { outcome, lines } = await fail(() => {
      throw new Error(message);
    }, {});
    expect(lines).toHaveLength(1);
    expect(size(lines[0])).toBeLessThan(MAX_LINE);
    expect(lines[0]).toMatchObject({ message: 'call failed', function: 'fn', _reqId: 'r-1' });
    expect(JSON.stringify(lines[0])).toMatch(/\[cut: \d{5,} characters\]/);
    // The wire has the whole message.
    expect(outcome).toMatchObject({ ok: false, error: { problems: [{ message }] } });
  });

  it.each<[string, unknown]>([
    ['many fields', Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`field ${index}`, index]))],
    ['a long list', Array(200_000).fill(1)],
    ['a deep object', nest(20_000, 1)],
    [
      'a field that cannot be read',
      {
        get broken() {
          throw new Error('not loaded');
        },
      },
    ],
  ])('%s in a line of its own', async (_, fields) => {
    const { lines } = await fail((_options, _done, { log }: { log: { info(m: string, f: unknown): void } }) => {
      log.info('got it', { fields });
      return 1;
    }, {});
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatchObject({ message: 'got it', _reqId: 'r-1', cut: expect.any(String) });
    expect(size(lines[0])).toBeLessThan(MAX_LINE);
  });

  it('a long message of a line of its own, and its ids stay', async () => {
    const { lines } = await fail((_options, _done, { log }: { log: { warn(m: string, f: unknown): void } }) => {
      log.warn('m'.repeat(100_000), { rest: 'r'.repeat(100_000) });
      return 1;
    }, {});
    expect(lines[0]).toMatchObject({ _reqId: 'r-1', level: 'warn' });
    expect(size(lines[0])).toBeLessThan(MAX_LINE);
  });
});

describe('No secret is half shown where a text is cut:', () => {
  it.each([39_995, 35_900, 35_904])('at %i characters before it', async (before) => {
    const bearerToken = `token-${'t'.repeat(300)}`;
    const { lines } = await fail(
      () => {
        throw new Error(`${'.'.repeat(before)}${bearerToken}${'.'.repeat(10_000)}`);
      },
      { bearerToken },
    );
    expect(JSON.stringify(lines)).not.toContain('tttt');
  });
});

describe('A call and its line survive', () => {
  it.each<[string, unknown]>([
    ['50,000 secrets', Array.from({ length: 50_000 }, (_, index) => `secret-number-${index}`)],
    ['secrets 3,000 levels deep', nest(3000, 'secret-number-1')],
    ['secrets 100,000 levels deep', nest(100_000, 'secret-number-1')],
    ['a secret of 5 MB', `secret-number-${'1'.repeat(5_000_000)}`],
  ])('%s', async (_, encrypted) => {
    const options = { connection: { encrypted } };
    const { outcome, lines } = await fail(() => {
      throw new Error(`refused: secret-number-1${'1'.repeat(5_000_000)}`);
    }, options);
    expect(outcome.ok).toBe(false);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ function: 'fn', _reqId: 'r-1' });
    expect(JSON.stringify(lines).slice(0, 500)).not.toContain('secret-number');
    expect(JSON.stringify(lines).includes('secret-number')).toBe(false);
  });
});

it('The place at which a number becomes null has no secret in it', async () => {
  const bearerToken = 'a-one-time-token';
  const { lines } = await fail(() => ({ [bearerToken]: Number.NaN }), { bearerToken });
  expect(lines).toMatchObject([{ message: 'call answered', becomesNull: 'response["[redacted]"]' }]);
});
