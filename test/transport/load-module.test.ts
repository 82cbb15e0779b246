import { describe, expect, it } from 'vitest';
import { loadModule } from '../../src/transport/load-module.ts';
import { createFolder } from '../cli/command-line.ts';

const { folder, write } = createFolder();

it('may be an ES module transpiled to CommonJS', async () => {
  const { module } = await loadModule(
    write('made.mjs', 'export default { __esModule: true, default: { f: () => 1 } };'),
  );
  expect(module).toHaveProperty('f');
});

describe('a module that cannot be loaded', () => {
  it.each([
    ['throws.mjs', "throw new TypeError('No shop.');", /throws\.mjs: TypeError: No shop\./],
    ['text.mjs', "throw 'no shop';", /text\.mjs: Error: no shop$/],
    ['lacks.mjs', "import './orders';", /expected imports with their extension: \.\/orders\.ts, not \.\/orders$/],
  ])('has its reason reported: %s', async (name, code, message) => {
    await expect(loadModule(write(name, code))).rejects.toMatchObject({
      code: 'module_failed',
      message: expect.stringMatching(message),
      isMisuse: false,
    });
  });

  it('may wait for something that never comes: an idle process says so', async () => {
    const loading = loadModule(write('waits.mjs', 'await new Promise(() => {});'));
    const refused = expect(loading).rejects.toThrow('waits.mjs: Error: a top-level await never settles');
    process.emit('beforeExit', 0);
    await refused;
  });

  it('may be no file at all', async () => {
    await expect(loadModule(folder)).rejects.toThrow('found a folder, expected a file');
    await expect(loadModule(`${folder}/none.mjs`)).rejects.toThrow('found nothing, expected a file');
  });
});
