import { describe, expect, it } from 'vitest';
import { processPage } from '../../../src/simulator/engine/process-page.ts';
import type { RunContext } from '../../../src/simulator/engine/run.ts';
import { createJourneys } from '../../../src/simulator/report/journeys.ts';
import { createSample } from '../../../src/simulator/report/sample.ts';
import { INTERRUPTED } from '../../../src/transport/interruptible.ts';
import { TransportError } from '../../../src/transport/transport.ts';
import { refuseAccount, runAccount } from './account.ts';

const WRAPPER = { wrapper: { function: 'get' } };
const PINGED = { w1: { wrapper: { _stackId: 's1', pingFunction: 'ping' } } };
const two = { w1: PINGED.w1, w2: { wrapper: { _stackId: 's1', pingFunction: 'second' } } };
const GET = 'export const get = () => ({ data: [{ id: 1 }], lastPage: true });';

describe('the connections of wrappers', () => {
  const account = {
    connections: two,
    exports: { e1: { ...WRAPPER, _connectionId: 'w1' }, e2: { ...WRAPPER, _connectionId: 'w2' } },
  };

  it('are tested before the run, each once', async () => {
    const { report, log } = await runAccount({
      ...account,
      imports: { d1: { _connectionId: 'w2' } },
      code: `${GET} const say = (name) => () => { console.log(name); return { statusCode: 200 }; };
        export const ping = say('first'); export const second = say('second');`,
    });
    expect(log.map((line) => /first|second/.exec(line)?.[0])).toEqual(['first', 'second']);
    expect(report.stages.slice(0, 2).map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      'ping w1 connection',
      'ping w2 connection',
    ]);
  });

  it.each([
    [401, 'offline'],
    [403, 'stopped'],
  ])(
    'end the run with the first that answers %i: it is %s, and the others are not tested',
    async (statusCode, ending) => {
      const { report } = await runAccount({
        ...account,
        code: `${GET} export const ping = () => ({ statusCode: ${statusCode}, errors: [{ code: 'no', message: 'No.' }] });
        export const second = () => { throw new Error('called'); };`,
      });
      expect(report).toMatchObject({
        ending,
        reason: `ping answered with statusCode ${statusCode}: No.`,
        totals: { exported: 0 },
      });
    },
  );

  it('stop the run where the test itself fails', async () => {
    const { report } = await runAccount({
      ...account,
      code: `${GET} export const ping = () => { throw new Error('no line'); }; export const second = ping;`,
    });
    expect(report).toMatchObject({ ending: 'stopped', reason: 'ping failed: no line' });
  });

  it('of no wrapper are not tested; one without a stack is refused', async () => {
    expect(
      await refuseAccount({
        ...account,
        connections: { ...two, w2: { wrapper: { pingFunction: 'second' } } },
        code: GET,
      }),
    ).toContainEqual(
      expect.stringMatching(/^connections\/w2\.json: wrapper\.pingFunction: found a wrapper whose connection/),
    );
  });

  it('give their values to wrappers: those of the simulation over those of the document', async () => {
    const { report } = await runAccount(
      {
        exports: { e1: { ...WRAPPER, _connectionId: 'w1' } },
        connections: {
          w1: { wrapper: { _stackId: 's1', encrypted: '******', unencrypted: { host: 'a', shop: 'b' } } },
        },
        simulation: { connections: { w1: { encrypted: { key: { env: 'KEY' } }, unencrypted: { shop: 'c' } } } },
        code: 'export const get = ({ connection }) => ({ data: [connection], lastPage: true });',
      },
      { env: { KEY: 'very secret' } },
    );
    expect(report.journey[0]?.stages[0]?.output).toEqual({
      _id: 'w1',
      encrypted: '[redacted]',
      unencrypted: { host: 'a', shop: 'c' },
    });
  });
});

describe('the functions of a stack', () => {
  const account = { exports: { e1: { ...WRAPPER, _connectionId: 'w1' } } };
  const module = { get: () => ({ data: [{ id: 1 }], lastPage: true }) };

  it('may be given to a run, in the place of the module', async () => {
    const get = () => {
      console.log('called');
      return module.get();
    };
    const { written, log } = await runAccount({ ...account, code: '' }, { extension: { diy: { get } } });
    expect(written.d1).toEqual([{ id: 1 }]);
    expect(log.join()).toContain('called');
    const quiet = await runAccount({ ...account, code: '' }, { extension: { diy: module }, onLog: undefined as never });
    expect(quiet.written.d1).toEqual([{ id: 1 }]);
  });

  it.each([false, true])('that answer too late say so in the log (given to the run: %s)', async (isGiven) => {
    // It answers once its time is over.
    const get = (_options: object, _callback: unknown, { signal }: { signal: AbortSignal }) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => setImmediate(resolve, { data: [], lastPage: true }));
      });
    const code = `export const get = (options, callback, { signal }) => new Promise((resolve) => {
      signal.addEventListener('abort', () => setImmediate(resolve, { data: [], lastPage: true }));
    });`;
    const { report, log } = await runAccount(
      { ...account, code, simulation: { stacks: { s1: { module: 'functions.mjs', timeout: 5 } } } },
      isGiven ? { extension: { diy: { get } } } : {},
    );
    expect(report.breaches).toMatchObject([{ rule: 'in-time' }]);
    await expect.poll(() => log.join(), { timeout: 60_000 }).toContain('"level":"warn"');
  });

  it('run in a process of their own where the run says so', { timeout: 120_000 }, async () => {
    const code = 'export const get = () => ({ data: [{ pid: process.pid }], lastPage: true });';
    const apart = await runAccount(
      { ...account, code },
      { isolation: 'process', signal: new AbortController().signal },
    );
    expect(apart.written.d1).toEqual([{ pid: expect.any(Number) }]);
    expect(apart.written.d1).not.toEqual([{ pid: process.pid }]);
  });

  it('are not held to a module where nobody knows their names', async () => {
    const server = { url: 'http://localhost:9', token: { env: 'TOKEN' } };
    const { report } = await runAccount(
      { ...account, simulation: { stacks: { s1: { server } } } },
      { env: { TOKEN: 'x' } },
    );
    expect(report).toMatchObject({ ending: 'stopped', breaches: [{ rule: 'reached' }] });
  });
});

describe('a page whose stage throws', () => {
  const throwing = (error: Error) => {
    const ends: string[] = [];
    const choose = { stage: 'r', apply: () => Promise.reject(error) };
    const router = { id: '', stage: 'r', isFirstOnly: true, choose, branches: [] };
    const run = {
      plan: { routers: new Map([['', router]]) },
      stageCounts: { count: () => {}, time: () => {} },
      routeCounts: { enter: () => {}, pass: () => {} },
      pages: createSample(1),
      journeys: createJourneys(1),
      totals: { pages: 0 },
      now: () => 0,
      end: (...said: string[]) => ends.push(said.join(': ')),
    } as unknown as RunContext;
    const source = {
      number: 0,
      records: [{ id: 1 }],
      retried: false,
      before: 0,
      position: { pageIndex: 0 },
    };
    const generator = { name: 'e1', stage: 'e1' };
    return { ends, done: processPage(run, { ...source, generator } as never) };
  };

  it.each([
    [INTERRUPTED, 'interrupted'],
    ['process_ended', 'stopped'],
  ])('ends the run where the function was not reached (%s): it is %s', async (code, ending) => {
    const { ends, done } = throwing(new TransportError(code, 'no answer'));
    await done;
    expect(ends).toEqual([`${ending}: no answer`]);
  });

  it('throws a mistake of the program itself', async () => {
    const { ends, done } = throwing(new RangeError('a mistake'));
    await expect(done).rejects.toThrow('a mistake');
    expect(ends).toEqual([]);
  });
});
