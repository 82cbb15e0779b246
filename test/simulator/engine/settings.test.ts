import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createServer as createStack } from 'integrator-extension-lambda/http';
import { afterAll, describe, expect, it } from 'vitest';
import { createModules, run } from '../flows.ts';

const { module, path } = createModules();

/** Keeps the options of each function. */
const telling = (file: string) => `
  import { appendFileSync } from 'node:fs';
  const keep = (name) => (options) => { appendFileSync(${JSON.stringify(file)}, JSON.stringify([name, options]) + '\\n'); };
  const told = (name, answer) => (options) => { keep(name)(options); return answer(options); };
  export const ping = told('ping', () => ({ statusCode: 200 }));
  export const pages = told('pages', () => ({ data: [{ id: 1 }], lastPage: true }));
  export const save = told('save', ({ data }) => ({ data }));
  export const look = told('look', ({ data }) => ({ data }));
  export const before = told('before', ({ data }) => data.map((one) => ({ data: one })));
  export const after = told('after', ({ postMapData }) => postMapData.map((one) => ({ data: one })));
  export const put = told('put', ({ postMapData }) => postMapData.map(() => ({ statusCode: 200 })));
  export const submitted = told('submitted', ({ responseData }) => responseData);
  export const mapped = told('mapped', ({ postResponseMapData }) => postResponseMapData);
  export const end = told('end', () => {});
  export default { ping, pages, save, look, before, after, put, submitted, mapped, end };`;

const all = {
  export: { wrapper: 'pages', hooks: { preSavePage: 'save' } },
  lookup: { wrapper: 'look', hooks: { postResponseMap: 'mapped' } },
  import: {
    wrapper: 'put',
    skipAggregation: false,
    configuration: { table: 'orders' },
    hooks: {
      preMap: 'before',
      postMap: 'after',
      postSubmit: 'submitted',
      postResponseMap: 'mapped',
      postAggregate: 'end',
    },
  },
};

function sentTo(file: string): [string, Record<string, unknown>][] {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('functions', () => {
  it("are called in the platform's order, each with the options of its kind, and with a token of its own", async () => {
    const file = path('all.ndjson');
    const report = await run(
      {
        module: module(telling(file)),
        ids: { _flowId: 'f1', _connectionId: 'c1' },
        settings: { shop: 'x' },
        connection: { ping: 'ping', encrypted: { key: { env: 'KEY' } }, unencrypted: { host: 'h' } },
        ...all,
        export: { ...all.export, type: 'delta', lastExportDateTime: '2026-01-30T00:00:00.000Z' },
      },
      { env: { KEY: 'very secret' } },
    );
    expect(report.breaches).toEqual([]);
    const sent = sentTo(file);
    const names = 'ping pages save look mapped before after put submitted mapped end'.split(' ');
    expect(sent.map(([name]) => name)).toEqual(names);
    expect(new Set(sent.map(([, { bearerToken }]) => bearerToken)).size).toBe(names.length);
    const options = Object.fromEntries(sent);
    const connection = { _id: 'c1', encrypted: { key: 'very secret' }, unencrypted: { host: 'h' } };
    expect(options.pages).toMatchObject({
      _flowId: 'f1',
      settings: { shop: 'x' },
      connection,
      type: 'delta',
      delta: { lastExecutionTime: 1769731200000 },
      lastExportDateTime: '2026-01-30T00:00:00.000Z',
      currentExportDateTime: report.startedAt,
    });
    expect(options.save).toMatchObject({ data: [{ id: 1 }], errors: [], retryData: {}, pageIndex: 0 });
    expect(options.put).toMatchObject({ connection, configuration: { table: 'orders' }, _connectionId: 'c1' });
    expect(options.before).not.toHaveProperty('configuration');
    expect(options.before).not.toHaveProperty('connection');
    expect(options.end).toMatchObject({ postAggregateData: { success: true, _json: {} } });
  });

  it.each([
    ['once', { once: { booleanField: 'done' } }, { type: 'once', once: { booleanField: 'done' } }],
    ['once', {}, { type: 'once', once: {} }],
    ['test', {}, { type: 'test', test: {}, testMode: true }],
    ['test', { test: { limit: 3 } }, { type: 'test', test: { limit: 3 }, testMode: true }],
    ['delta', { delta: { lastExecutionTime: 0 } }, { type: 'delta', lastExportDateTime: '1970-01-01T00:00:00.000Z' }],
    [
      'delta',
      { currentExportDateTime: '2026-01-30T00:00:00Z' },
      { type: 'delta', currentExportDateTime: '2026-01-30T00:00:00.000Z' },
    ],
  ] as const)('that export %s with %j get %j', async (type, more, expected) => {
    const file = path(`${type}-${JSON.stringify(more).length}.ndjson`);
    await run({ module: module(telling(file)), export: { wrapper: 'pages', type, ...more } });
    expect(sentTo(file)[0]?.[1]).toMatchObject(expected);
  });

  it('that export all records get no type', async () => {
    const file = path('all-of-it.ndjson');
    await run({ module: module(telling(file)), export: { wrapper: 'pages' } });
    expect(sentTo(file)[0]?.[1]).not.toHaveProperty('type');
  });

  it('of the older generation are grouped, and hooks get the configuration too', async () => {
    const file = path('grouped.ndjson');
    const code = telling(file).replace('export default {', 'const all = {').replaceAll('export const', 'const');
    const grouped = `${code}
      export const hooks = all;
      export const wrappers = all;`;
    const extension = { generation: '1.0' as const, connector: 'k1' };
    const report = await run({ module: module(grouped), extension, ...all });
    expect(report.breaches).toEqual([]);
    expect(Object.fromEntries(sentTo(file)).before).toMatchObject({ configuration: { table: 'orders' } });
  });

  it("cannot be called without the flow's secrets", async () => {
    const given = { module: module(telling(path('none'))), connection: { encrypted: { key: { env: 'NONE' } } } };
    await expect(run(given)).rejects.toThrow('connection.encrypted.key: found no environment variable "NONE"');
  });

  it('get tokens that open a fake platform until they have answered, if the flow asks for it', async () => {
    const code = `
      let last;
      const ask = async (token) => (await fetch(process.env.INTEGRATOR_IO_API + '/v1/tokenInfo', {
        headers: { authorization: 'Bearer ' + token } })).status;
      export const f = async ({ data, bearerToken }) => {
        const seen = [await ask(bearerToken), last && await ask(last)];
        last = bearerToken;
        return data.map((one) => ({ data: { ...one, seen } }));
      };`;
    const given = { module: module(code), export: { pageSize: 4 }, import: { hooks: { preMap: 'f' } } };
    for (const api of [undefined, 'http://127.0.0.1:9']) {
      if (api) process.env.INTEGRATOR_IO_API = api;
      const { journey } = await run({ ...given, platform: true });
      expect(journey.at(-1)?.stages.at(-1)?.input).toEqual({ id: 5, seen: [200, 401] });
      expect(process.env.INTEGRATOR_IO_API).toBe(api);
    }
    delete process.env.INTEGRATOR_IO_API;
  });
});

describe('a server stack', () => {
  const diy = {
    f: ({ data }: { data: object[] }) => data.map((one) => ({ data: one })),
    broken: () => {
      throw new Error('No.');
    },
  };
  const stack = createStack({ diy, systemToken: 'stack-token-1', port: 0, signals: false, logger: silent() });
  afterAll(async () => (await stack).close());
  const server = async (name: string, url?: string) => ({
    module: '',
    extension: { module: undefined, server: { url: url ?? `${(await stack).url}/`, token: { env: 'TOKEN' } } },
    import: { hooks: { preMap: name } },
  });
  const env = { TOKEN: 'stack-token-1' };

  it('is called by HTTP', async () => {
    const report = await run(await server('f'), { env });
    expect(report).toMatchObject({ breaches: [], totals: { imported: 5 } });
    const broken = await run(await server('broken'), { env });
    expect(broken.breaches[0]?.message).toContain('Error: No.');
    const refused = await run(await server('f'), { env: { TOKEN: 'another' } });
    expect(refused.breaches[0]?.message).toContain('Invalid system token');
  });

  it('may answer with an empty body, or with anything but JSON', async () => {
    let text = '';
    let status = 200;
    const other = createServer((_, response) => response.writeHead(status).end(text));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    const given = await server('f', url);
    expect((await run(given, { env })).breaches[0]).toMatchObject({ rule: 'contract' });
    text = '<html>';
    expect((await run(given, { env })).breaches[0]).toMatchObject({ rule: 'plain-data' });
    status = 502;
    expect((await run(given, { env })).breaches[0]?.message).toContain('server_error: status 502: <html>');
    status = 422;
    text = '{"errors":[]}';
    expect((await run(given, { env })).breaches[0]).toMatchObject({ rule: 'error-thrown' });
    text = '{"errors":[{"code":"invalid_response","message":"preMap response: 1 element for 2 in options.data"}]}';
    expect((await run(given, { env })).breaches[0]).toMatchObject({ rule: 'contract' });
    await new Promise((resolve) => other.close(resolve));
    const gone = await run(given, { env });
    expect(gone).toMatchObject({ ending: 'stopped', totals: { pages: 1 } });
    expect(gone.breaches[0]).toMatchObject({ rule: 'reached', stage: 'preMap' });
  });

  it("has no longer than a call's timeout", async () => {
    const other = createServer(() => {});
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { extension, ...given } = await server('f', `http://127.0.0.1:${(other.address() as AddressInfo).port}`);
    const report = await run({ ...given, extension: { ...extension, timeout: 30 } }, { env });
    expect(report).toMatchObject({ ending: 'stopped' });
    other.closeAllConnections();
    other.close();
  });
});

describe('a deployed function', () => {
  it('is called through AWS', async () => {
    const lambda = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      request.on('end', () => {
        response.writeHead(200);
        response.end(JSON.stringify(JSON.parse(body).data.map((data: object) => ({ data }))));
      });
    });
    await new Promise<void>((resolve) => lambda.listen(0, '127.0.0.1', resolve));
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' });
    const endpointUrl = `http://127.0.0.1:${(lambda.address() as AddressInfo).port}`;
    const place = { function: 'shop', region: 'eu-north-1', endpointUrl };
    const given = { module: '', extension: { module: undefined, lambda: place }, import: { hooks: { preMap: 'f' } } };
    const report = await run(given);
    expect(report).toMatchObject({ breaches: [], totals: { imported: 5 } });
    lambda.closeAllConnections();
    lambda.close();
  });
});

describe('hooks of the platform’s own script runtime', () => {
  const script = fileURLToPath(new URL('../../fixtures/modules/script-hooks.js', import.meta.url));
  const rows = [
    [
      { price: 2, quantity: 2 },
      { price: 1, quantity: 1 },
    ],
    [{ price: 3, quantity: 0 }],
    [{ price: 4, quantity: 1, due: '2026-01-31' }],
  ];

  it('run on records that are arrays of rows', async () => {
    const given = { module: script, export: { records: rows, hooks: { preSavePage: 'totalRows' } } };
    const { breaches, journey } = await run(given);
    expect(breaches).toEqual([]);
    expect(journey[1]?.stages.at(-1)?.input).toEqual([{ price: 3, quantity: 0, total: 0 }]);
  });

  it.each([
    [
      'stampDue',
      { rule: 'plain-data', page: 1, record: '1:0', path: 'response[0].data[0].due' },
      'found an instance of Date',
    ],
    [
      'unitPrice',
      { rule: 'finite', page: 0, record: '0:1', path: 'response[1].data[0].unit' },
      'found NaN or Infinity',
    ],
    [
      'forgets',
      { rule: 'contract', page: 0, path: 'response' },
      'expected array, received null; did the function forget to return?',
    ],
    [
      'leavesHoles',
      { rule: 'contract', page: 0, record: '0:1', path: 'response[1]' },
      'expected object, received null; did you mean {}, which ignores the record?',
    ],
    [
      'answersWithRecords',
      { rule: 'contract', page: 0, record: '0:0', path: 'response[0]' },
      'expected object, received array',
    ],
  ])('have their faults reported: %s', async (preMap, breach, words) => {
    const { breaches } = await run({ module: script, export: { records: rows }, import: { hooks: { preMap } } });
    expect(breaches[0]).toMatchObject({ ...breach, function: preMap });
    expect(breaches[0]?.message).toContain(words);
  });

  it('have their faults reported through a bundle, which shows its handler alone', async () => {
    const bundle = module(`
      import { createHandler } from 'integrator-extension-lambda';
      import * as diy from ${JSON.stringify(script)};
      console.log('loaded');
      export const handler = createHandler({ diy: { ...diy, talk: ({ data }) => { console.log({ n: 1 }); console.log(7); return []; } } });`);
    const lines: string[] = [];
    const onLog = (line: string) => lines.push(line);
    const given = { module: bundle, export: { records: rows } };
    const { breaches } = await run({ ...given, import: { hooks: { preMap: 'stampDue' } } }, { onLog });
    expect(breaches[0]).toMatchObject({ rule: 'plain-data', record: '1:0', path: 'response[0].data[0].due' });
    expect(lines).toEqual([]);
    await run({ ...given, import: { hooks: { preMap: 'talk' } } }, { onLog });
    expect(lines).toEqual(['{ n: 1 }', '7', '{ n: 1 }', '7']);
  });
});

function silent() {
  const none = () => {};
  return { debug: none, info: none, warn: none, error: none };
}
