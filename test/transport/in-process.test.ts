import { afterEach, describe, expect, it, vi } from 'vitest';
import { openInProcess } from '../../src/transport/in-process.ts';
import type { LoadedModule } from '../../src/transport/load-module.ts';
import type { CallSuccess } from '../../src/transport/transport.ts';

const module = {
  talk: (_options: unknown, callback: (error: unknown, response: unknown) => void, context: { log: Log }) => {
    console.log('said %s', 'this');
    context.log.warn('logged', { n: 1 });
    callback(undefined, 1);
  },
};

interface Log {
  readonly warn: (message: string, fields: object) => void;
}

const loaded: LoadedModule = { host: { diy: true }, config: { diy: module }, module, handler: undefined };
const bundled = (handler: LoadedModule['handler']): LoadedModule => ({
  ...loaded,
  config: undefined,
  module: undefined,
  handler,
});
const call = { address: { function: 'talk', diy: true }, options: '{}', timeout: 1000 } as const;

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the console output of functions', () => {
  it('is left alone without a listener', async () => {
    const log = vi.spyOn(console, 'log').mockReturnValue();
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    const transport = openInProcess(loaded);
    expect(await transport.call(call)).toMatchObject({ response: '1' });
    await transport.close();
    expect(log.mock.calls).toEqual([['said %s', 'this']]);
    expect(warn.mock.calls.map(([line]) => JSON.parse(line))).toMatchObject([
      { message: 'logged', n: 1, level: 'warn' },
    ]);
  });

  it('reaches each listener for as long as it listens', async () => {
    const heard: string[] = [];
    const hearing = (name: string) =>
      openInProcess(loaded, { onConsole: (line) => heard.push(`${name}: ${line}`), onLine: () => {} });
    const [first, second] = [hearing('first'), hearing('second')];
    await first.call(call);
    await first.close();
    await second.call(call);
    await second.close();
    expect(heard).toEqual(['first: said this', 'second: said this', 'second: said this']);
  });
});

describe('a call as on a server', () => {
  const own = {
    nothing: () => Promise.resolve(undefined),
    large: async () => 'x'.repeat(7_000_000),
    fail: () => Promise.reject(new TypeError('No.')),
    tell: (_options: unknown, done: (error: unknown, said: string) => void, { log }: { log: Log }) => {
      log.warn('told', {});
      done(undefined, 'told');
    },
  };
  const hosted = { ...loaded, config: { diy: own }, module: own };
  const onServer = (name: string) => ({ ...call, address: { function: name, diy: true }, stack: 'server' }) as const;

  it('has no limits of Lambda, and undefined for a response', async () => {
    const transport = openInProcess(hosted);
    const asLarge = { ...onServer('large'), address: { ...onServer('large').address, maxResponseSize: 8_000_000 } };
    const { stack: _, ...onLambda } = asLarge;
    expect(await transport.call(onServer('nothing'))).toMatchObject({ response: '' });
    expect(await transport.call(asLarge)).toMatchObject({ response: JSON.stringify('x'.repeat(7_000_000)) });
    expect(await transport.call(onLambda)).toMatchObject({ errors: [{ code: 'response_size_exceeded' }] });
    await transport.close();
  });

  it('has the errors of its function, and one id in each of its lines', async () => {
    const lines: object[] = [];
    const transport = openInProcess(hosted, { onLine: (line) => lines.push(line) });
    expect(await transport.call(onServer('fail'))).toMatchObject({ errors: [{ code: 'TypeError', message: 'No.' }] });
    expect(await transport.call(onServer('tell'))).toMatchObject({ response: '"told"' });
    await transport.close();
    expect(lines).toMatchObject([{ message: 'told', _reqId: expect.stringMatching(/^[\w-]{36}$/) }]);
  });
});

describe('a bundle', () => {
  it('may have any handler', async () => {
    const nothing = openInProcess(bundled(async () => undefined));
    expect(await nothing.call(call)).toMatchObject({ response: 'null' });
    await nothing.close();
    const failing = openInProcess(bundled(async () => Promise.reject(new TypeError('No.'))));
    expect(await failing.call(call)).toMatchObject({ errors: [{ code: 'TypeError', message: 'No.' }] });
    await failing.close();
  });

  it('is sent an envelope where it stands for a server: it has no other handler', async () => {
    const handler: LoadedModule['handler'] = async (event, { clientContext }) => ({ event, clientContext });
    const transport = openInProcess(bundled(handler));
    const { response } = (await transport.call({ ...call, options: '{"a":1}', stack: 'server' })) as CallSuccess;
    expect(JSON.parse(response)).toEqual({
      event: { function: 'talk', diy: true, options: { a: 1 } },
      clientContext: {},
    });
    await transport.close();
  });

  it("has its host's line recognised, in either form", async () => {
    const refused = { path: 'response.x', found: 'a cycle' };
    const said: string[] = [];
    const handler: LoadedModule['handler'] = async (_event, { awsRequestId }) => {
      console.log('plain');
      console.error({ message: 'call failed', coldStart: true, awsRequestId, refused });
      return Promise.reject('{"errors":[{"message":"No."}]}');
    };
    const transport = openInProcess(bundled(handler), { onConsole: (line) => said.push(line) });
    expect(await transport.call(call)).toMatchObject({ errors: [{ message: 'No.' }], refused });
    await transport.close();
    expect(said).toEqual(['plain']);
  });
});
