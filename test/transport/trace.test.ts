import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChildProcess } from '../../src/transport/child-process.ts';
import { openHere } from '../../src/transport/open-here.ts';
import type { Call, CallResult, CallTrace } from '../../src/transport/transport.ts';
import { createFolder } from '../cli/command-line.ts';

const { write } = createFolder();

const path = write(
  'traced.mjs',
  `import { define } from 'integrator-extension-lambda';
   const loaded = fetch(process.env.TRACED_URL + '/loaded').then((answer) => answer.text());
   export const ask = async ({ n, at }, callback, { log }) => {
     await loaded;
     log.warn('asking', { n });
     console.log('for %s', n);
     const answer = await fetch(process.env.TRACED_URL + '/' + n, { method: 'POST', body: JSON.stringify({ n, at }) });
     return { said: await answer.text(), now: new Date().toISOString() };
   };
   export const short = define.preMap(() => [{}]);
   export const late = (options) => new Promise(() => {});
   export const talk = () => { for (let n = 0; n < 1002; n += 1) console.info(n); return null; };
   export const broken = () => { throw new Error('No.'); };`,
);
let asked = 0;
const server = createServer((request, response) => {
  asked += 1;
  response.end(`answer to ${request.url}`);
});

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  process.env.TRACED_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
  delete process.env.TRACED_URL;
});

const toCall = (name: string, options: unknown = {}, more: Partial<Call> = {}): Call => ({
  address: { function: name, diy: true },
  options: JSON.stringify(options),
  timeout: 20_000,
  ...more,
});
const recorded = { records: true } as const;

function traceOf(result: CallResult): CallTrace {
  if (!result.trace) throw new Error(`Found no trace: ${JSON.stringify(result)}`);
  return result.trace;
}

describe.each([
  ['in this process', openHere],
  ['in a process of its own', openChildProcess],
])('a recorded call %s', (_, open) => {
  let transport: Awaited<ReturnType<typeof open>>;
  const lines: string[] = [];

  beforeAll(async () => {
    transport = await open({
      path,
      records: true,
      onLine: ({ message }) => void lines.push(message),
      onConsole: (line) => void lines.push(line),
    });
  });
  afterAll(() => transport.close());

  it('has the lines, requests and time of its own, also beside others', async () => {
    const beside = transport.call(toCall('ask', { n: 9 }));
    const sent = Array.from({ length: 8 }, async (_one, n) => ({
      n,
      result: await transport.call(toCall('ask', { n }, recorded)),
    }));
    for (const { n, result } of await Promise.all(sent)) {
      expect(result).toMatchObject({ response: expect.stringContaining(`answer to /${n}`) });
      const { logs, http, findings, ms, kind } = traceOf(result);
      expect(logs).toMatchObject([
        { level: 'warn', message: 'asking', n },
        { level: 'info', message: `for ${n}` },
      ]);
      expect(http).toMatchObject([
        { method: 'POST', url: `${process.env.TRACED_URL}/${n}`, status: 200, responseBody: `answer to /${n}` },
      ]);
      expect({ findings, kind }).toEqual({ findings: [], kind: undefined });
      expect(ms).toBeGreaterThan(0);
    }
    expect(await beside).not.toHaveProperty('trace');
    expect(lines).toEqual(expect.arrayContaining(['for 7', 'for 9']));
  });

  it('has no trace if none was asked for', async () => {
    expect(await transport.call(toCall('ask', { n: 1 }))).not.toHaveProperty('trace');
  });

  it('names its kind and the broken rules of its contract, and does not fail by them', async () => {
    const options = { data: [{ id: 1 }, { id: 2 }], _importId: '5f', bearerToken: 'none' };
    const result = await transport.call(toCall('short', options, recorded));
    expect(result).toMatchObject({
      response: '[{}]',
      trace: { kind: 'preMap', findings: [expect.stringContaining('1 element for 2')] },
    });
  });

  it('has a trace where it fails, whatever fails it', async () => {
    expect(await transport.call(toCall('broken', {}, recorded))).toMatchObject({
      errors: [{ message: 'No.' }],
      trace: { findings: [] },
    });
    expect(await transport.call(toCall('nowhere', {}, recorded))).toMatchObject({ trace: { logs: [], http: [] } });
    const dates = toCall('short', { lastExportDateTime: 'never' }, recorded);
    expect(await transport.call(dates)).toMatchObject({ errors: [{}], trace: { kind: 'preMap', http: [] } });
    expect(await transport.call(toCall('late', {}, { ...recorded, timeout: 20 }))).toMatchObject({
      errors: [{ code: 'function_timeout' }],
      trace: { ms: expect.any(Number) },
    });
  });

  it('keeps 1,000 lines, and counts the others', async () => {
    const { logs } = traceOf(await transport.call(toCall('talk', {}, recorded)));
    expect(logs).toHaveLength(1001);
    expect(logs.at(-1)).toEqual({ level: 'warn', message: '2 more lines were not kept' });
  });

  it('is made again without the network, at the time that it had', async () => {
    const first = await transport.call(toCall('ask', { n: 5 }, recorded));
    const { http } = traceOf(first);
    const before = asked;
    const at = '2020-02-02T02:02:02.000Z';
    const again = toCall('ask', { n: 5 }, { ...recorded, replay: { http, at } });
    const second = await transport.call(again);
    expect(second).toMatchObject({ response: JSON.stringify({ said: 'answer to /5', now: at }) });
    expect(traceOf(second).http).toMatchObject([{ url: `${process.env.TRACED_URL}/5`, responseBody: 'answer to /5' }]);
    const other = await transport.call(toCall('ask', { n: 6 }, { replay: { http } }));
    expect(other).toMatchObject({
      errors: [{ message: expect.stringContaining('not in the recording; the nearest is http[0]') }],
    });
    expect(asked).toBe(before);
  });
});

it('a call of a host that enforces contracts has its violations as findings too', async () => {
  const transport = await openHere({ path, enforces: true, onLine: () => {} });
  const options = { data: [{ id: 1 }, { id: 2 }], _importId: '5f', bearerToken: 'none' };
  const result = await transport.call(toCall('short', options, recorded));
  await transport.close();
  expect(result).toMatchObject({
    errors: [{ code: 'invalid_response' }],
    trace: { findings: [expect.stringContaining('1 element for 2')] },
  });
});

it('a module that cannot be loaded leaves nothing captured', async () => {
  await expect(openHere({ path: 'nowhere.mjs', records: true })).rejects.toMatchObject({ code: 'no_module' });
});
