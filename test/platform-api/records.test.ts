import { ExtensionError } from 'integrator-extension-lambda';
import { mapRecords } from 'integrator-extension-lambda/platform-api';
import { describe, expect, it } from 'vitest';
import { CONNECTION, start } from './account.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('mapRecords', () => {
  it('keeps the order of the records, however long each takes', async () => {
    const mapped = await mapRecords([30, 10, 0], async (ms, index) => {
      await new Promise((resolve) => setTimeout(resolve, ms));
      return { ms, index };
    });
    expect(mapped).toEqual([
      { data: { ms: 30, index: 0 } },
      { data: { ms: 10, index: 1 } },
      { data: { ms: 0, index: 2 } },
    ]);
  });

  it.each([
    [20, undefined],
    [3, 3],
  ])('works on at most %i records at once', async (most, concurrency) => {
    let running = 0;
    let seen = 0;
    const work = async () => {
      running += 1;
      seen = Math.max(seen, running);
      await new Promise((resolve) => setTimeout(resolve, 1));
      running -= 1;
    };
    await mapRecords(numbers(60), work, concurrency === undefined ? {} : { concurrency });
    expect(seen).toBe(most);
  });

  it.each([
    ['an Error', new TypeError('broken'), [{ code: 'TypeError', message: 'broken' }]],
    ['a text', 'broken', [{ code: 'Error', message: 'broken' }]],
    [
      'several problems',
      new ExtensionError([
        { code: 'a', message: 'A' },
        { code: 'b', message: 'B' },
      ]),
      [
        { code: 'a', message: 'A' },
        { code: 'b', message: 'B' },
      ],
    ],
  ])('turns %s into the errors of its record, and goes on', async (_, thrown, errors) => {
    const work = (index: number) => {
      if (index === 1) throw thrown;
      return index;
    };
    expect(await mapRecords(numbers(3), work)).toEqual([{ data: 0 }, { errors }, { data: 2 }]);
  });

  it("turns a request's problems into the errors of its record, with their source", async () => {
    const { fake, platform } = await start();
    fake.connections.set(CONNECTION, {});
    const errors = [
      { code: 'a', message: 'A', field: 'x' },
      { code: 'b', message: 'B' },
    ];
    fake.fail({ status: 422, body: { errors } });
    const work = () => platform.connections.ping(CONNECTION);
    expect(await mapRecords([1], work, { source: 'preMap' })).toEqual([
      {
        errors: [
          { code: 'a', message: 'A', source: 'preMap' },
          { code: 'b', message: 'B', source: 'preMap' },
        ],
      },
    ]);
  });

  it('rejects if the token has expired: no record is at fault', async () => {
    const { platform, options } = await start();
    Object.assign(options, { [Symbol.for('integrator.io/answered')]: true });
    await expect(mapRecords(numbers(3), () => platform.tokenInfo())).rejects.toMatchObject({
      code: 'platform_token_expired',
    });
  });

  it('rejects with the reason of an aborted signal, and begins no further record', async () => {
    const abort = new AbortController();
    const { signal } = abort;
    let begun = 0;
    const work = async () => {
      begun += 1;
      abort.abort(new Error('time is up'));
      throw new Error('of this record');
    };
    await expect(mapRecords(numbers(50), work, { signal, concurrency: 1 })).rejects.toThrow('time is up');
    expect(begun).toBe(1);
  });
});
