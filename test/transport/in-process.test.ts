import { afterEach, describe, expect, it, vi } from 'vitest';
import { openInProcess } from '../../src/transport/in-process.ts';
import type { LoadedModule } from '../../src/transport/load-module.ts';

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

describe('a bundle', () => {
  it('may have any handler', async () => {
    const nothing = openInProcess(bundled(async () => undefined));
    expect(await nothing.call(call)).toMatchObject({ response: 'null' });
    await nothing.close();
    const failing = openInProcess(bundled(async () => Promise.reject(new TypeError('No.'))));
    expect(await failing.call(call)).toMatchObject({ errors: [{ code: 'TypeError', message: 'No.' }] });
    await failing.close();
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
