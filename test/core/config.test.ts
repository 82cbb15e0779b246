import { describe, expect, it } from 'vitest';
import { type ExtensionConfig, resolveConfig } from '../../src/core/config.ts';
import { ExtensionError } from '../../src/shared/errors.ts';
import * as failures from '../../src/shared/failures.ts';

const module = { preMap: () => [] };
const read = (config: unknown) => resolveConfig(config as ExtensionConfig);

describe('a configuration', () => {
  it.each([
    ['that is missing', undefined, failures.noConfiguration()],
    ['that is null', null, failures.noConfiguration()],
    ['that is empty', {}, failures.noConfiguration()],
    ['that is a number', 5, failures.noConfiguration()],
    ['that is a text', 'diy', failures.noModules()],
    ['with neither field', { logger: console }, failures.noModules()],
    ['with empty fields', { diy: undefined, connectors: null }, failures.noModules()],
    ['with both fields', { diy: module, connectors: { c1: module } }, failures.twoFields()],
    ['with both fields, one of them empty', { diy: module, connectors: {} }, failures.twoFields()],
    ['with no connectors in the field', { connectors: {} }, failures.noConnectors()],
    ['with connectors that are not an object', { connectors: 7 }, failures.noConnectors()],
  ])('%s is a problem', (_, config, problem) => {
    // The stack leads to the code that configures: this file.
    const cause = { stack: expect.stringContaining('config.test.ts') };
    expect(read(config).failure).toMatchObject({ problems: [problem], cause });
  });

  it.each([
    ['a diy module', { diy: module }],
    ['a diy module that is a class', { diy: class {} }],
    ['connectors', { connectors: { c1: module } }],
  ])('with %s is valid', (_, config) => {
    expect(read(config)).toMatchObject(config);
    expect(read(config).failure).toBe(false);
  });

  it('is read once: later changes reach no call', () => {
    let times = 0;
    const config = {
      get diy() {
        times++;
        return module;
      },
    };
    const modules = read(config);
    expect([modules.diy, modules.diy, times]).toEqual([module, module, 1]);
  });

  it.each<[string, () => object]>([
    ['a field', () => Object.defineProperty({}, 'diy', { enumerable: true, get: broken })],
    ['its connectors', () => ({ connectors: new Proxy({}, { ownKeys: broken }) })],
    ['all of it', () => new Proxy({}, { ownKeys: broken })],
  ])('with a throwing %s fails with its error', (_, make) => {
    const cause = new Error('ORDERS_DATABASE is not set');
    expect(read(make())).toEqual({ failure: new ExtensionError({ message: cause.message, code: 'Error' }, { cause }) });
  });
});

function broken(): never {
  throw new Error('ORDERS_DATABASE is not set');
}
