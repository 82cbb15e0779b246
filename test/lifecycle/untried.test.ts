import { expect, it } from 'vitest';
import { live, liveOlder, openAccount } from './lives.ts';

type Options = Readonly<Record<string, unknown>>;

const nothing = () => undefined;
const installSteps = [{ name: 'Make', function: 'make' }];

it('names the functions that no event has called, by their places in the file', async () => {
  const functions = { formInit: 'open', preSave: 'check', update: 'make' };
  const uninstallSteps = [{ name: 'Delete', function: 'remove' }];
  const app = { functions, installSteps, uninstallSteps };
  const named = { make: nothing, remove: nothing, open: () => ({}), check: nothing };
  const whole = await live(named, { app });
  expect(whole).toMatchObject({ ending: 'done', broken: [] });
  expect(whole.untried).toEqual([
    'app.functions.preSave: check was not called',
    // A function of two kinds is called as each of them.
    'app.functions.update: make was not called',
  ]);
  const part = await live(named, { app, script: ['install'] });
  expect(part.untried).toContain('app.uninstallSteps[0].function: remove was not called');
});

it('names the functions of steps of 1.0', async () => {
  const steps = [{ name: 'Make', installerFunction: 'make', uninstallerFunction: 'remove' }];
  const make = () => ({ success: true, stepsToUpdate: [{ installerFunction: 'make', completed: true }] });
  const groups = { installer: { make }, uninstaller: { remove: () => ({ success: true }) } };
  const app = { installSteps: steps };
  expect((await liveOlder(groups, { app })).untried).toEqual([]);
  expect((await liveOlder(groups, { app, script: ['install'] })).untried).toEqual([
    'app.installSteps[0].uninstallerFunction: remove was not called',
  ]);
});

it('names the faults that met nothing', async () => {
  const make = async (options: Options) => {
    const { flows } = openAccount(options);
    const [found] = await flows.find();
    if (!found) await flows.create({ name: 'Orders' });
  };
  const tryFaults = async (faults: object) => {
    const { untried } = await live({ make }, { app: { installSteps }, script: ['install', 'open settings'], faults });
    return untried;
  };
  expect(await tryFaults({ repeatStep: true, loseAnswer: ['make'], abortAfter: 1, 429: 2 })).toEqual([]);
  expect(await tryFaults({ abortAfter: 9, 429: 9 })).toEqual([
    'faults.abortAfter: no call met it',
    'faults.429: no request met it',
  ]);
  const { untried } = await live(
    { make, open: () => ({}) },
    {
      app: { installSteps, functions: { formInit: 'open' } },
      script: ['install', 'open settings'],
      faults: { loseAnswer: ['make', 'open'] },
    },
  );
  expect(untried).toEqual(['faults.loseAnswer: no call of open met it']);
});

it('names what no life simulates', async () => {
  const initChild = () => ({ name: 'Child' });
  const functions = { initChild: 'initChild', preSave: 'check' };
  const addOns = { addOns: [1], opts: { addonLicenses: [2], expires: 'never' } };
  const app = { functions, settings: {}, license: addOns };
  const check = ({ newResource }: Options) => newResource;
  expect((await live({ initChild, check }, { app })).untried).toEqual([
    'app.functions.initChild: the settings of children are not simulated, but those of their parent',
    'app.license.addOns: add-ons are not simulated, functions only get the license',
    'app.license.opts.addonLicenses: add-ons are not simulated, functions only get the license',
  ]);
  expect((await live({ initChild }, { app: { functions: { initChild: 'initChild' } } })).untried).toEqual([]);
  const begin = async (options: Options) => {
    const { integrations } = openAccount(options);
    const _id = String(options._integrationId);
    await integrations.update({ ...(await integrations.get(_id)), _id, settings: { supportsMultiStore: true } });
  };
  const stores = await liveOlder({ installer: { begin } }, { app: { functions: { connectorInstaller: 'begin' } } });
  expect(stores.untried).toEqual(['settings.supportsMultiStore: the stores of 1.0 are not simulated: none is added']);
  const fill = { name: 'Fill', type: 'form' as const, submit: { size: 1 } };
  const open = await live({}, { app: { installSteps: [fill, { ...fill, name: 'Ask', submit: {} }] } });
  expect(open.untried).toEqual([
    'app.installSteps[0].form: found no fieldMap, so its values were not held to any field',
  ]);
});

it('says nothing of a life that has failed: its events were not reached', async () => {
  const app = { installSteps, functions: { preSave: 'make' } };
  const fails = () => {
    throw new Error('no room');
  };
  const report = await live({ make: fails }, { app });
  expect(report).toMatchObject({ ending: 'failed', untried: [] });
});
