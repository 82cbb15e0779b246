import { simulateApp } from 'integrator-extension-lambda/simulator';
import { describe, expect, it } from 'vitest';
import { listCalls, listDocuments, listOutcomes, live, openAccount } from './lives.ts';

const nothing = () => null;
const FORM = { fieldMap: { currency: { id: 'currency', name: 'currency', type: 'text' } } };

const installSteps = [
  { name: 'Prepare', function: 'prepare' },
  { name: 'Fill', type: 'form' as const, form: FORM, submit: { currency: 'EUR' }, function: 'fill' },
  { name: 'Connect', type: 'connection' as const, function: 'connect' },
  { name: 'Read' },
];
const steps = { prepare: nothing, fill: nothing, connect: nothing };

describe('the installation of 2.0', () => {
  it('sends each step what it needs, and stops where the customer has to act', async () => {
    const sent: Record<string, Record<string, unknown>> = {};
    const note = (name: string) => (options: Record<string, unknown>) => {
      sent[name] = options;
    };
    const report = await live(
      { prepare: note('prepare'), fill: note('fill'), connect: note('connect') },
      { app: { installSteps, editions: ['starter'] }, script: ['install', 'submit form', 'connect'] },
    );
    expect(report).toMatchObject({ ending: 'done', broken: [] });
    expect(sent.prepare).toMatchObject({ resource: { mode: 'install' }, license: { edition: 'starter' } });
    expect(sent.prepare).not.toHaveProperty('formSubmission');
    expect(sent.fill).toMatchObject({ formSubmission: { currency: 'EUR' } });
    const { _connectionId, resource } = sent.connect as { _connectionId: string; resource: { installSteps: object[] } };
    expect(resource.installSteps[2]).toMatchObject({ _connectionId, completed: false });
    expect(report.events.map(({ calls }) => calls.length)).toEqual([1, 1, 1]);
    expect(report.events[1]).toMatchObject({ form: FORM, values: { currency: 'EUR' } });
    expect(report.events[2]?.changes).toContainEqual(
      expect.objectContaining({
        differences: expect.arrayContaining([{ path: 'mode', before: 'install', after: 'settings' }]),
      }),
    );
  });

  it('has no license without _connectorId', async () => {
    let sent: object = {};
    const extension = {
      diy: {
        prepare: (options: object) => {
          sent = options;
        },
      },
    };
    const app = { name: 'Own', _connectorId: undefined, installSteps: [{ name: 'Prepare', function: 'prepare' }] };
    const report = await live(
      {},
      { app, script: ['install', { 'change edition': 'x', fails: 'no license' }], settings: { extension } },
    );
    expect(report.ending).toBe('done');
    expect(sent).not.toHaveProperty('license');
  });

  it('fails where a function does, in its words, and goes on from there', async () => {
    const prepare = () => {
      throw new Error('no room');
    };
    const report = await live(
      { ...steps, prepare },
      {
        app: { installSteps },
        script: [
          { install: null, fails: 'no room' },
          { 'open settings': null, fails: 'Orders is not installed yet: the function step "Prepare" is open' },
          { connect: null, fails: true },
          'install',
        ],
      },
    );
    expect(listOutcomes(report)).toEqual([
      'install: refused: prepare failed: Error: no room',
      'open settings: refused: Orders is not installed yet: the function step "Prepare" is open',
      'connect: refused: found the function step "Prepare" as the current one, expected a connection step',
      'install: failed: prepare failed: Error: no room',
    ]);
    expect(report).toMatchObject({
      ending: 'failed',
      reason: 'install: prepare failed: Error: no room',
      unreached: [],
    });
    expect(report.events[3]?.place).toMatch(/^test\/lifecycle\/newer\.test\.ts:\d+:\d+$/);
  });

  it('goes on once the function is mended', async () => {
    let tries = 0;
    const prepare = () => {
      tries += 1;
      if (tries === 1) throw new Error('no room');
    };
    const report = await live(
      { ...steps, prepare },
      { app: { installSteps }, script: [{ install: null, fails: true }, 'install', { install: null, fails: true }] },
    );
    expect(listOutcomes(report).slice(1)).toEqual([
      'install: done',
      'install: refused: found the form step "Fill" as the current one, expected its event, and not install',
    ]);
  });

  it('is over if a function has completed its own step before it failed', async () => {
    const prepare = async (options: { resource: { _id: string; installSteps: object[] } }) => {
      const { resource } = options;
      const done = resource.installSteps.map((step) => ({ ...step, completed: true }));
      await openAccount(options).integrations.update({ ...resource, installSteps: done });
      throw new Error('too late');
    };
    const report = await live(
      { prepare },
      {
        app: { installSteps: [{ name: 'Prepare', function: 'prepare' }] },
        script: [{ install: null, fails: 'too late' }, 'install', 'open settings'],
      },
    );
    expect(report.ending).toBe('done');
  });

  it('refuses what does not fit its moment', async () => {
    const report = await live(steps, {
      app: { installSteps: [], editions: ['a'], functions: {} },
      script: [
        { uninstall: null, fails: 'nothing is installed, expected install before it' },
        'install',
        { install: null, fails: 'Orders is installed already' },
        { connect: null, fails: 'found no open step' },
        { 'add child': null, fails: 'found no initChild' },
        { 'change edition': null, fails: 'found no other edition' },
        { 'refresh metadata': 'x', fails: 'found no refreshMetadata' },
        { 'open mappings': null, fails: 'found no getMappingMetadata' },
        'save settings',
        'open settings',
        'update to 2',
        'change edition a',
        'uninstall',
      ],
    });
    expect(report).toMatchObject({ ending: 'done', broken: [] });
    expect(report.events.at(-1)?.tree).toEqual({});
  });

  it('ends where an event succeeds that should fail, or fails in other words', async () => {
    const unexpected = await live({}, { script: [{ install: null, fails: true }, 'uninstall'] });
    expect(unexpected).toMatchObject({ ending: 'failed', unreached: ['uninstall'] });
    expect(unexpected.reason).toContain('install succeeded, expected it to fail, as the script says');
    const other = await live({}, { script: [{ uninstall: null, fails: 'xyz' }] });
    expect(other.reason).toContain('expected a failure with "xyz", as the script says');
  });
});

describe('an integration without a license', () => {
  it('has no versions and no editions', async () => {
    const script = [
      'install',
      { 'update to': '2.0.0', fails: 'found no license' },
      { 'change edition': 'b', fails: 'found no license' },
    ];
    const { ending } = await simulateApp({ app: { name: 'Orders' }, script }, { extension: { diy: steps } });
    expect(ending).toBe('done');
  });
});

describe('a connection step of 2.0', () => {
  it('takes a connection of the account, which stays', async () => {
    const account = { connections: [{ _id: 'mine', name: 'Mine', type: 'http' }] };
    const report = await live(steps, {
      app: { installSteps, account },
      script: [
        'install',
        'submit form',
        { connect: 'yours', fails: 'expected one of its connections: mine' },
        'connect mine',
        'uninstall',
      ],
    });
    expect(report.ending).toBe('done');
    expect(listDocuments(report.events.at(-1)?.tree)).toEqual({ connections: ['Mine'] });
    expect(report.before.connections).toMatchObject([{ _id: 'mine', by: 'customer' }]);
  });

  it('hides what the customer types', async () => {
    const connection = {
      type: 'wrapper',
      encrypted: { key: { env: 'SHOP_KEY' } },
      unencrypted: { url: 'https://shop.example' },
    };
    let seen: unknown;
    const connect = async (options: { _connectionId: string }) => {
      seen = await openAccount(options).connections.get(options._connectionId);
    };
    const settings = { env: { SHOP_KEY: 'top-secret-key' } };
    const report = await live(
      { connect },
      {
        app: { installSteps: [{ name: 'Connect', type: 'connection', function: 'connect', connection }] },
        script: ['install', 'connect'],
        settings,
      },
    );
    expect(report.ending).toBe('done');
    expect(seen).toMatchObject({
      wrapper: { encrypted: { key: '******' }, unencrypted: { url: 'https://shop.example' } },
    });
    expect(JSON.stringify(report)).not.toContain('top-secret-key');
  });
});

describe('a form step of 2.0', () => {
  it('takes values of the environment at any depth, and names those that are missing', async () => {
    let seen: unknown;
    const fill = ({ formSubmission }: { formSubmission: object }) => {
      seen = formSubmission;
    };
    const submit = { shops: [{ key: { env: 'SHOP_KEY' }, mode: { env: 'test', url: '' } }] };
    const app = { installSteps: [{ name: 'Fill', type: 'form' as const, function: 'fill', submit }] };
    const script = ['install', 'submit form'];
    await live({ fill }, { app, script, settings: { env: { SHOP_KEY: 'top-secret-key' } } });
    expect(seen).toEqual({ shops: [{ key: 'top-secret-key', mode: { env: 'test', url: '' } }] });
    await expect(live({ fill }, { app, script, settings: { env: {} } })).rejects.toThrow(
      'app.installSteps[0].submit.shops[0].key: found no environment variable "SHOP_KEY"',
    );
  });
});

describe('the settings of 2.0', () => {
  const app = { functions: { formInit: 'fill', preSave: 'check' }, settingsForm: { form: FORM } };

  it('are filled by formInit and saved as preSave answers', async () => {
    const check = ({ newResource }: { newResource: { settings: object } }) => ({
      ...newResource,
      settings: { ...newResource.settings, checked: true },
    });
    const report = await live(
      {
        fill: ({ resource }: { resource: { settingsForm: { form: object } } }) => ({
          ...resource.settingsForm.form,
          extra: 1,
        }),
        check,
      },
      { app, script: ['install', 'open settings', { 'save settings': { currency: 'EUR' } }] },
    );
    expect(report.events[1]?.form).toEqual({ ...FORM, extra: 1 });
    expect(report.events[2]?.changes[0]?.differences).toEqual([
      { path: 'settings.currency', after: 'EUR' },
      { path: 'settings.checked', after: true },
    ]);
  });

  it('are not saved if preSave answers no integration', async () => {
    const broken = await live({ fill: () => null, check: () => 'x' }, { app, script: ['install', 'save settings'] });
    expect(broken).toMatchObject({
      ending: 'failed',
      broken: [{ rule: 'contract', event: 2, call: 1, function: 'check', path: 'response' }],
    });
    const unnamed = await live({ fill: () => null, check: () => ({}) }, { app, script: ['install', 'save settings'] });
    expect(unnamed.reason).toBe("save settings: check answered what can't be saved: Missing required field name.");
  });
});

describe('children', () => {
  const initChild = ({ parentIntegration }: { parentIntegration: { name: string } }) => ({
    name: `${parentIntegration.name} 2`,
    installSteps: [
      { name: 'Fill', type: 'form', form: FORM, function: 'fill' },
      { name: 'Connect', type: 'Connection' },
      { name: 'Bundle', type: 'url', function: 'prepare' },
    ],
    uninstallSteps: [
      { name: 'Ask', type: 'form', function: 'fill' },
      { name: 'Clean', function: 'clean' },
    ],
  });

  it('are installed with their parent beside them, and uninstalled before it', async () => {
    const seen: Record<string, unknown>[] = [];
    const note = (options: Record<string, unknown>) => void seen.push(options);
    const report = await live(
      { initChild, fill: note, prepare: note, clean: note, update: note, changeEdition: note },
      {
        app: {
          functions: { initChild: 'initChild', update: 'update', changeEdition: 'changeEdition' },
          versions: ['2.0.0'],
          editions: ['a', 'b'],
          children: [{ currency: 'EUR' }],
          uninstallSteps: [{ name: 'Ask', type: 'form', submit: { sure: true }, function: 'fill' }],
        },
      },
    );
    expect(report).toMatchObject({ ending: 'done', broken: [] });
    expect(seen[0]).toMatchObject({
      formSubmission: { currency: 'EUR' },
      resource: { name: 'Orders 2', _parentId: expect.any(String) },
      parentResource: { name: 'Orders' },
      license: { edition: 'a', _parentId: expect.any(String) },
      parentLicense: { edition: 'a' },
    });
    expect(listCalls(report)).toEqual(
      'initChild fill prepare update update changeEdition changeEdition changeEdition changeEdition fill clean fill'
        .split(' ')
        .map((name) => `${name} 1`),
    );
    expect(report.events.find(({ name }) => name === 'change edition')?.calls[1]?.options).toMatchObject({
      fromEdition: 'a',
      toEdition: 'b',
      integration: { name: 'Orders 2' },
      license: { edition: 'b', opts: { connectorEdition: 'b' } },
    });
    expect(report.events.at(-1)?.tree).toEqual({});
  });

  it('have no license where their parent has none', async () => {
    const extension = { diy: { initChild: () => ({ name: 'Child' }) } };
    const app = { _connectorId: undefined, functions: { initChild: 'initChild' } };
    const report = await live({}, { app, settings: { extension } });
    expect(report).toMatchObject({ ending: 'done', broken: [] });
  });

  it('take any value in a form whose fields nobody knows', async () => {
    const installSteps = [{ name: 'Fill', type: 'form', form: {}, function: 'fill' }];
    const app = { functions: { initChild: 'initChild' } };
    const script = ['install', { 'add child': { currency: 'EUR' } }];
    const report = await live({ initChild: () => ({ name: 'Child', installSteps }), fill: () => {} }, { app, script });
    expect(report.ending).toBe('done');
  });

  it('are not made of an answer that is none', async () => {
    const app = { functions: { initChild: 'initChild' } };
    const report = await live({ initChild: () => 'x' }, { app, script: ['install', 'add child'] });
    expect(report.reason).toBe('add child: initChild answered "x", expected the child integration');
  });
});

describe('a failed change of the edition', () => {
  it('leaves the license as it was', async () => {
    const changeEdition = ({ toEdition }: { toEdition: string }) => {
      if (toEdition === 'b') throw new Error('too small');
    };
    const app = { functions: { changeEdition: 'changeEdition' }, editions: ['a', 'b'] };
    const report = await live(
      { changeEdition },
      { app, script: ['install', { 'change edition': null, fails: 'too small' }, 'change edition a'] },
    );
    expect(report.events[2]?.calls[0]?.options).toMatchObject({ fromEdition: 'a', toEdition: 'a' });
  });
});

describe('an integration that a function deletes', () => {
  it('is gone for the platform too', async () => {
    const prepare = async (options: { resource: { _id: string } }) =>
      openAccount(options).integrations.delete(options.resource._id);
    const report = await live(
      { prepare },
      { app: { installSteps: [{ name: 'Prepare', function: 'prepare' }] }, script: ['install'] },
    );
    expect(report.reason).toMatch(
      /^install: the integration a0+1 is gone from the account: a function has deleted it$/,
    );
  });
});

describe('an uninstallation of 2.0', () => {
  it('that has failed half way goes on, and its app takes nothing else meanwhile', async () => {
    let isReady = false;
    const clean = () => {
      if (!isReady) throw new Error('locked');
    };
    const unlock = () => {
      isReady = true;
    };
    const report = await live(
      { clean, unlock },
      {
        app: {
          uninstallSteps: [
            { name: 'Ask', type: 'form', function: 'unlock' },
            { name: 'Clean', function: 'clean' },
          ],
          functions: {},
        },
        script: ['install', 'uninstall'],
      },
    );
    expect(report).toMatchObject({ ending: 'done', events: [{}, { values: {} }] });
    isReady = false;
    const failing = await live(
      { clean },
      {
        app: { uninstallSteps: [{ name: 'Clean', function: 'clean' }] },
        script: [
          'install',
          { uninstall: null, fails: 'locked' },
          { 'open settings': null, fails: 'Orders is being uninstalled' },
        ],
      },
    );
    expect(failing.ending).toBe('done');
  });

  it('asks for nothing in the steps of a child that are no form', async () => {
    const initChild = () => ({ uninstallSteps: [{ name: 'Disconnect', type: 'connection', function: 'leave' }] });
    const app = { functions: { initChild: 'initChild' } };
    const report = await live({ initChild, leave: nothing }, { app });
    expect(report).toMatchObject({ ending: 'done', broken: [] });
    expect(report.events.at(-1)?.calls[0]?.options).not.toHaveProperty('formSubmission');
  });
});

describe('what a customer chooses', () => {
  it('is one of the connections of the account', async () => {
    const app = {
      installSteps: [
        { name: 'Fill', type: 'form' as const },
        { name: 'Connect', type: 'connection' as const },
      ],
    };
    const report = await live({}, { app, script: ['install', 'submit form', 'connect yours'] });
    expect(report.reason).toBe(
      'connect yours: found no connection "yours" in the account, expected one of its connections: none',
    );
  });
});
