import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppFileError, simulateApp } from 'integrator-extension-lambda/simulator';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadApp } from '../../src/lifecycle/load-app.ts';

function write(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'app-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

async function problems(text: string): Promise<string> {
  const path = join(write({ 'app.yaml': text }), 'app.yaml');
  const thrown = await loadApp(path).catch((error) => error);
  expect(thrown).toBeInstanceOf(AppFileError);
  return thrown.message.replaceAll(path, 'app.yaml');
}

const NEWER = 'app:\n  name: Orders\n';
const OLDER = `${NEWER}  generation: 1.0\n`;

describe('an app file', () => {
  it('has defaults, and may be JSON', async () => {
    const folder = write({ 'app.json': JSON.stringify({ app: { name: 'Orders' } }) });
    const { file, base } = await loadApp(join(folder, 'app.json'));
    expect(base).toBe(folder);
    expect(file).toMatchObject({ app: { generation: '2.0', version: '1.0.0', installSteps: [] }, faults: {} });
  });

  it('may spell its generation as a number', async () => {
    const folder = write({ 'app.yaml': `${OLDER}  _connectorId: '1'\n` });
    expect((await loadApp(join(folder, 'app.yaml'))).file.app.generation).toBe('1.0');
  });

  it('takes another module and other faults from the caller', async () => {
    const folder = write({ 'app.yaml': `${NEWER}  module: a.js\nfaults: { slow: 5 }\n` });
    const { file } = await loadApp(join(folder, 'app.yaml'), { module: 'b.js', faults: { abortAfter: 1 } });
    expect(file.app.module).toBe(join(process.cwd(), 'b.js'));
    expect(file.faults).toEqual({ slow: 5, abortAfter: 1 });
  });

  it.each([
    ['nonsense: 1', 'app.yaml:1:1: app: expected object, found nothing'],
    ['app: [', 'Flow sequence'],
    [`${NEWER}  installStep: []`, 'app.yaml:3:3: app.installStep: found an unknown key, expected installSteps'],
    [`${NEWER}  functions: { update: 1 }`, 'app.yaml:3:16: app.functions.update: expected string, found 1'],
    [`${NEWER}script:\n  - instal`, 'app.yaml:4:5: script[0]: found the unknown event "instal", expected install'],
    [
      `${NEWER}  functions: { connectorUpdate: x }`,
      'app.yaml:3:16: app.functions.connectorUpdate: found a kind of 1.0, expected one of 2.0, the generation of the app',
    ],
    [
      `${NEWER}  installSteps:\n    - { name: A, installerFunction: x }`,
      'app.yaml:4:18: app.installSteps[0].installerFunction: found installerFunction in an app of 2.0, expected function',
    ],
    [
      `${NEWER}  installSteps:\n    - { name: A, submit: {} }`,
      'app.yaml:4:18: app.installSteps[0].submit: found submit in the function step "A", expected a step with type: form',
    ],
    [
      `${NEWER}  uninstallSteps:\n    - { name: A, form: {} }`,
      'app.yaml:4:18: app.uninstallSteps[0].form: found form in the function step "A", expected a step with type: form',
    ],
    [
      `${NEWER}  refresh: [a]`,
      'app.yaml:3:3: app.refresh: found fields to refresh, which 2.0 does not have; expected none',
    ],
    [
      `${NEWER}  editions: [a, b]`,
      'app.yaml:3:3: app.editions: found editions of an app without _connectorId, expected _connectorId: only apps have them',
    ],
    [
      `${NEWER}  _connectorId: c\n  editions: [a, a]`,
      'app.yaml:4:3: app.editions: found "a" twice, expected each once',
    ],
    [
      `${NEWER}  _connectorId: c\n  versions: [1.0.0]`,
      'app.yaml:4:3: app.versions: found "1.0.0" twice, expected each once',
    ],
    [OLDER, 'app.yaml:1:1: app._connectorId: found none, expected the id of the connector: 1.0 has only connectors'],
    [
      `${OLDER}  _connectorId: c\n  installSteps: [{ name: A }]`,
      'app.yaml:5:18: app.installSteps[0]: found no installerFunction, expected one: the steps of 1.0 are known by it',
    ],
    [
      `${OLDER}  _connectorId: c\n  installSteps: [{ name: A, function: f, installerFunction: g }]`,
      'app.yaml:5:29: app.installSteps[0].function: found function in an app of 1.0, expected installerFunction',
    ],
    [
      `${OLDER}  _connectorId: c\n  children: []`,
      'app.yaml:5:3: app.children: found children, which 1.0 does not have; expected none',
    ],
  ])('is refused with its place: %s', async (text, expected) => {
    expect(await problems(text)).toContain(expected);
  });

  it('is refused if it is missing', async () => {
    await expect(loadApp('nowhere.app.yaml')).rejects.toThrow(/^nowhere\.app\.yaml: found nothing, expected a file/);
  });

  it('names functions that its module has', async () => {
    const folder = write({
      'module.mjs': 'export const installStep = () => {};',
      'app.yaml': `${NEWER}  module: module.mjs\n  functions: { update: upd }\n  installSteps: [{ name: A, function: installStp }]\n`,
    });
    const path = join(folder, 'app.yaml');
    const thrown = await simulateApp(path).catch((error) => error);
    expect(thrown).toBeInstanceOf(AppFileError);
    expect(thrown.message.replaceAll(path, 'app.yaml').split('\n')).toEqual([
      'app.yaml:4:16: app.functions.update: found "upd", expected one of installStep',
      'app.yaml:5:29: app.installSteps[0].function: found "installStp", expected one of installStep; did you mean installStep?',
    ]);
  });

  it('names functions in its faults that its module has', async () => {
    const folder = write({
      'module.mjs': 'export const installStep = () => {};',
      'app.yaml': `${NEWER}  module: module.mjs\nfaults: { repeatStep: [installStep], loseAnswer: [installStp] }\n`,
    });
    await expect(simulateApp(join(folder, 'app.yaml'))).rejects.toThrow(
      /app\.yaml:4:51: faults\.loseAnswer\[0\]: found "installStp", expected a function of the module: installStep; did you mean installStep\?$/,
    );
  });

  it('needs a module, and each environment variable that it names', async () => {
    await expect(simulateApp({ app: { name: 'Orders' } })).rejects.toThrow('app.module: found nothing');
    const app = { name: 'Orders', module: 'x.js', settings: { key: { env: 'NO_SUCH_KEY' } } };
    await expect(simulateApp({ app }, { env: {} })).rejects.toThrow(
      'app.settings.key: found no environment variable "NO_SUCH_KEY", expected it to hold the value',
    );
  });
});
