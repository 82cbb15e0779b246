import { readFileSync } from 'node:fs';
import { createExtension, createHandler } from 'integrator-extension-lambda';
import { createMiddleware } from 'integrator-extension-lambda/http';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { CONNECTOR, callCurrent, callEverywhere, callLegacy, current, legacy } from './call.ts';

const data = [{ id: 1 }];

describe('Installation', () => {
  it('is one command for an existing project', () => {
    expect(manifest.name).toBe('integrator-extension-lambda');
    const guide = readFileSync(new URL('../../docs/migrating.md', import.meta.url), 'utf8');
    const [first] = /^npm install .*$/m.exec(guide) ?? [];
    expect(first).toBe('npm install integrator-extension-lambda');
  });
});

describe('Configuration', () => {
  it('loads with createExtension, which stands for loadConfiguration', async () => {
    const extension = createExtension({ diy: current });
    const address = { diy: true, function: 'keepRecords' };
    const outcome = await extension.invoke({ address, options: { bearerToken: 'token', data } });
    expect(outcome).toEqual({ ok: true, response: [{ data: { id: 1 } }] });
  });

  it('hosts functions on a server based on Express', () => {
    expect(createMiddleware({ diy: current, systemToken: 'token' })).toBeTypeOf('function');
  });

  it('hosts functions on AWS Lambda', () => {
    expect(createHandler({ diy: current })).toBeTypeOf('function');
  });

  class Instance {
    keepRecords = current.keepRecords;
  }
  it.each([
    ['an object', { ...current }],
    ['the exports of a CommonJS module', current],
    ['an instance', new Instance()],
    ['a function with members', Object.assign(() => 1, current)],
  ])('diy is %s with all hooks and wrappers', async (_, diy) => {
    const answer = await callEverywhere({ diy }, { function: 'keepRecords' }, { data });
    expect(answer).toEqual({ response: [{ data: { id: 1 } }] });
  });

  it('connectors has a module for each _connectorId, and keeps them apart', async () => {
    const other = '5f0000000000000000000009';
    const connectors = {
      [CONNECTOR]: { hooks: { who: () => 'one' } },
      [other]: { hooks: { who: () => 'other' } },
    };
    const call = (_connectorId: string) =>
      callEverywhere({ connectors }, { type: 'hook', function: 'who', _connectorId });
    expect([await call(CONNECTOR), await call(other)]).toEqual([{ response: 'one' }, { response: 'other' }]);
  });

  it('a connector may group hooks, wrappers, installer, uninstaller and settings', () => {
    expect(Object.keys(legacy)).toEqual(['hooks', 'wrappers', 'installer', 'uninstaller', 'settings', 'utilities']);
  });

  const failure = async (config: object) => {
    const extension = createExtension({ ...config, logger: { debug() {}, info() {}, warn() {}, error() {} } } as never);
    const outcome = await extension.invoke({ address: { diy: true, function: 'x' }, options: {} });
    return outcome.ok ? undefined : outcome.error.problems[0]?.code;
  };

  it('has only one of diy and connectors', async () => {
    expect(await failure({ diy: current, connectors: { [CONNECTOR]: legacy } })).toBe('invalid_configuration');
  });

  it.each([
    ['neither', {}, 'missing_required_field'],
    ['no connectors', { connectors: {} }, 'invalid_field'],
  ])('is refused with %s', async (_, config, code) => {
    expect(await failure(config)).toBe(code);
  });

  it.each([['the logger, the timeout and contracts', { diy: current, timeout: 1000 }]])(
    'has further fields for an extension type: %s',
    (_, config) => {
      expect(createHandler(config)).toBeTypeOf('function');
    },
  );
});

describe('Extension functions', () => {
  it.each([[null], [true], [1.5], ['text'], [[1, { a: [] }]], [{ a: null }]])(
    'answer any value of json.org: %j',
    async (value) => {
      expect(await callEverywhere({ diy: { f: () => value } }, { function: 'f' })).toEqual({ response: value });
    },
  );

  it('may have any name', async () => {
    const name = 'ünusual name-1';
    expect(await callEverywhere({ diy: { [name]: () => 1 } }, { function: name })).toEqual({ response: 1 });
  });

  it('are called with options and a callback in 1.0', async () => {
    expect(await callLegacy('hook', 'keepRecords', { data })).toEqual({ response: [{ data: { id: 1 } }] });
  });

  it('are not found in `module.hooks` of CommonJS, where `module` is Node’s own object', async () => {
    const module = { exports: {}, hooks: { f: () => 1 } };
    const answer = await callEverywhere({ diy: module.exports }, { type: 'hook', function: 'f' });
    expect(answer).toMatchObject({ errors: [{ code: 'object_not_found' }] });
  });

  it('are called with options and a callback in 2.0, and initChild answers by returning', async () => {
    expect(await callCurrent('keepRecords', { data })).toEqual({ response: [{ data: { id: 1 } }] });
    expect(await callCurrent('createChild', { parentIntegration: {} })).toMatchObject({ response: { name: 'child' } });
  });
});
