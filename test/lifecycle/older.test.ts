import { describe, expect, it } from 'vitest';
import { type Functions, listCalls, listOutcomes, liveOlder, openAccount } from './lives.ts';

type Installation = {
  readonly bearerToken: string;
  readonly _integrationId: string;
  readonly opts: Record<string, unknown>;
};

const installSteps = [
  { name: 'Connect', type: 'connection' as const, installerFunction: 'connect', uninstallerFunction: 'disconnect' },
  { name: 'Fill', type: 'form' as const, installerFunction: 'fill', uninstallerFunction: 'clear', submit: { size: 3 } },
  { name: 'Verify', installerFunction: 'verify' },
];

const done = (installerFunction: string) => () => ({
  success: true,
  stepsToUpdate: [{ installerFunction, completed: true }],
});
const gone = () => ({ success: true });
const installer = { connect: done('connect'), fill: done('fill'), verify: done('verify') };
const uninstaller = { disconnect: gone, clear: gone };
const installed = ['install', 'connect', 'submit form'];

const only = (own: Functions): Functions => ({ installer, uninstaller, ...own });

/** A function that gives its integration a step without a name. */
const addStepWithoutName = async (options: Installation) => {
  const { integrations } = openAccount(options);
  const integration = await integrations.get(options._integrationId);
  await integrations.update({
    ...integration,
    _id: options._integrationId,
    install: [{ installerFunction: 'verify' }],
  });
};

describe('the installation of 1.0', () => {
  it('tells each function of the license, and a form step what was filled in', async () => {
    const seen: Installation[] = [];
    const begin = (options: Installation) => void seen.push(options);
    const fill = (options: Installation) => {
      seen.push(options);
      return done('fill')();
    };
    const report = await liveOlder(only({ installer: { ...installer, begin, fill } }), {
      app: { installSteps, functions: { connectorInstaller: 'begin' }, editions: ['starter'] },
      script: installed,
    });
    expect(report).toMatchObject({ ending: 'done', broken: [] });
    expect(seen[0]).toMatchObject({
      _connectorId: expect.any(String),
      opts: { connectorLicense: { edition: 'starter' } },
    });
    expect(seen[1]?.opts).toMatchObject({ formVal: { size: 3 }, connectorLicense: { edition: 'starter' } });
    expect(report.events[0]?.calls[0]).toMatchObject({ kind: 'connectorInstaller', type: 'installer' });
    expect(report.events[2]?.calls.map(({ step }) => step)).toEqual(['Fill', 'Verify']);
    expect(report.readings.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining([expect.stringContaining('opts.formVal')]),
    );
  });

  it('is begun again by the installer function, if that has failed', async () => {
    let tries = 0;
    const begin = () => {
      tries += 1;
      if (tries === 1) throw new Error('too early');
    };
    const report = await liveOlder(only({ installer: { ...installer, begin } }), {
      app: { installSteps, functions: { connectorInstaller: 'begin' } },
      script: [{ install: null, fails: 'too early' }, 'install', 'connect'],
    });
    expect(listCalls(report)).toEqual(['begin 1', 'begin 1', 'connect 1']);
  });

  it('takes the steps that the installer function writes', async () => {
    const begin = async (options: Installation) => {
      const { integrations, connections } = openAccount(options);
      const { _id } = await connections.create({ name: 'Shop', type: 'http' });
      const integration = await integrations.get(options._integrationId);
      const install = [
        { name: 'Own', installerFunction: 'connect', _connectionId: _id },
        { name: 'Last', installerFunction: 'verify' },
      ];
      await integrations.update({ ...integration, _id: options._integrationId, install });
    };
    const report = await liveOlder(only({ installer: { ...installer, begin } }), {
      app: { functions: { connectorInstaller: 'begin' } },
      script: ['install', 'connect', 'open settings'],
    });
    expect(listOutcomes(report)).toEqual(['install: done', 'connect: done', 'open settings: done']);
    expect(report.events[1]?.changes.map(({ what, kind }) => `${what} ${kind}`)).toEqual(['changed integrations']);
  });

  it.each([
    [
      () => ({ success: false, message: 'no bundle' }),
      'verify answered success: false: no bundle; expected success: true',
    ],
    [() => ({}), 'verify answered success: undefined; expected success: true'],
    [
      () => ({ success: true }),
      'verify succeeded and the function step "Verify" is not completed, expected stepsToUpdate with { installerFunction: "verify", completed: true }',
    ],
  ])('fails if a step does not succeed, or stays open: %#', async (verify, message) => {
    const report = await liveOlder(only({ installer: { ...installer, verify } }), {
      app: { installSteps },
      script: installed,
    });
    expect(report).toMatchObject({ ending: 'failed', reason: `submit form: ${message}` });
  });
});

describe('the settings of 1.0', () => {
  const functions = { persistSettings: 'persist', refreshMetadata: 'refresh', getMappingMetadata: 'mappings' };
  const begin = async (options: Installation) => {
    const { integrations } = openAccount(options);
    const integration = await integrations.get(options._integrationId);
    const fields = [{ name: 'size', value: 1 }, { name: 'color', options: ['red'] }, null];
    await integrations.update({
      ...integration,
      _id: options._integrationId,
      settings: { sections: [{ fields }], kept: 1 },
    });
  };
  const app = { functions: { ...functions, connectorInstaller: 'begin' } };

  it('are saved in their fields, else beside the sections', async () => {
    const persist = ({ pending }: { pending: object }) => ({ success: true, pending: { ...pending, by: 'persist' } });
    const refresh = ({ opts }: Installation) => ({ fieldName: opts.fieldName, options: ['red', 'blue'] });
    const report = await liveOlder(
      { installer: { begin }, settings: { persist, refresh, mappings: () => ({}) } },
      {
        app,
        script: [
          'install',
          { 'save settings': { size: 2 } },
          'refresh metadata color',
          'open mappings',
          'open settings',
        ],
      },
    );
    expect(report.ending).toBe('done');
    expect(report.events[4]?.form).toEqual({
      sections: [{ fields: [{ name: 'size', value: 2 }, { name: 'color', options: ['red', 'blue'] }, null] }],
      kept: 1,
      by: 'persist',
    });
    expect(report.events[3]?.calls[0]?.options).toMatchObject({ version: '1.0.0' });
  });

  it('are not saved without success, and metadata only for a field that is there', async () => {
    const settings = {
      persist: () => ({ success: false, message: 'closed' }),
      refresh: ({ opts }: Installation) => (opts.fieldName === 'color' ? {} : { options: [1] }),
      mappings: () => {
        throw new Error('the platform ignores it');
      },
    };
    const report = await liveOlder(
      { installer: { begin }, settings },
      {
        app,
        script: [
          'install',
          { 'save settings': { size: 2 }, fails: 'persist answered success: false: closed' },
          'refresh metadata color',
          { 'refresh metadata': 'shape', fails: 'found the unknown field "shape", expected one of size, color' },
          'open mappings',
        ],
      },
    );
    expect(report.ending).toBe('done');
    expect(report.events.slice(1).flatMap(({ changes }) => changes)).toEqual([]);
    const silent = await liveOlder(
      { installer: { begin }, settings: { ...settings, persist: () => ({}) } },
      { app, script: ['install', { 'save settings': {}, fails: 'persist answered success: undefined' }] },
    );
    expect(silent.broken).toMatchObject([{ rule: 'contract', path: 'response.success' }]);
  });

  it('need their functions', async () => {
    const report = await liveOlder(only({}), {
      script: ['install', { 'save settings': {}, fails: 'found no persistSettings' }],
    });
    expect(report.ending).toBe('done');
  });
});

describe('an update of 1.0', () => {
  const update = (change: object) => async (options: Installation) => {
    const { integrations } = openAccount(options);
    await integrations.update({
      ...(await integrations.get(options._integrationId)),
      _id: options._integrationId,
      ...change,
    });
  };
  const run = (change: object, script: string[]) =>
    liveOlder(
      { installer: { update: update(change) }, settings: { persist: () => ({ success: true }) } },
      { app: { functions: { connectorUpdate: 'update', persistSettings: 'persist' } }, script: ['install', ...script] },
    );

  it('is ended by the function itself', async () => {
    expect(await run({ version: '2.0', updateInProgress: false }, ['update to 2.0', 'save settings'])).toMatchObject({
      ending: 'done',
    });
  });

  it('has failed if it leaves the integration locked, or with the old version', async () => {
    expect((await run({ version: '2.0' }, ['update to 2.0'])).reason).toContain('left updateInProgress true');
    expect((await run({ updateInProgress: false }, ['update to 2.0'])).reason).toBe(
      'update to 2.0: update left version "1.0.0" in the integration, expected "2.0"',
    );
  });

  it('locks the settings until it is ended', async () => {
    const report = await liveOlder(
      { installer: { update: () => null } },
      {
        app: { functions: { connectorUpdate: 'update', persistSettings: undefined } },
        script: [
          'install',
          { 'update to': '2.0', fails: true },
          { 'save settings': {}, fails: 'settings are locked until then' },
        ],
      },
    );
    expect(report.ending).toBe('done');
  });

  it('needs its function', async () => {
    const report = await liveOlder(
      {},
      { script: ['install', { 'update to': '2.0', fails: 'found no connectorUpdate' }] },
    );
    expect(report.ending).toBe('done');
  });
});

describe('the uninstallation of 1.0', () => {
  const app = { installSteps, functions: { preUninstall: 'prepare', connectorUninstaller: 'end' } };

  it('runs the steps in the order that preUninstall answers', async () => {
    const stepsToUpdate = [{ uninstallerFunction: 'clear' }, { uninstallerFunction: 'disconnect', completed: false }];
    const functions = only({
      uninstaller: { ...uninstaller, prepare: () => ({ success: true, stepsToUpdate }), end: () => null },
    });
    const report = await liveOlder(functions, { app, script: [...installed, 'uninstall'] });
    expect(listCalls(report).slice(3)).toEqual(['prepare 1', 'clear 1', 'disconnect 1', 'end 1']);
    expect(report.events.at(-1)?.tree).toEqual({});
  });

  it('keeps their own order without such an answer, and may have no functions at all', async () => {
    const functions = only({ uninstaller: { ...uninstaller, prepare: gone, end: () => null } });
    const report = await liveOlder(functions, { app, script: [...installed, 'uninstall', 'install'] });
    expect(listCalls(report).slice(3)).toEqual(['prepare 1', 'disconnect 1', 'clear 1', 'end 1']);
    expect(report.events.at(-1)?.tree.integrations).toHaveLength(1);
    const bare = await liveOlder({}, { script: ['install', 'uninstall'] });
    expect(bare).toMatchObject({ ending: 'done' });
  });

  it('tells its functions of the edition, and a change of it has its function', async () => {
    const seen: unknown[] = [];
    const change = ({ opts }: Installation) => void seen.push(Object(opts.connectorLicense).edition);
    const report = await liveOlder(
      { settings: { change } },
      { app: { functions: { connectorChangeEdition: 'change' }, editions: ['a', 'b'] } },
    );
    expect(report.ending).toBe('done');
    expect(seen).toEqual(['b', 'a']);
    const without = await liveOlder({}, { app: { editions: ['a', 'b'] } });
    expect(without.ending).toBe('done');
  });
});

describe('the steps of 1.0', () => {
  it('that open each other never end', async () => {
    const open = (installerFunction: string, other: string) => () => ({
      success: true,
      stepsToUpdate: [
        { installerFunction, completed: true },
        { installerFunction: other, completed: false },
      ],
    });
    const report = await liveOlder(
      { installer: { one: open('one', 'two'), two: open('two', 'one') } },
      {
        app: {
          installSteps: [
            { name: 'One', installerFunction: 'one' },
            { name: 'Two', installerFunction: 'two' },
          ],
        },
        script: ['install'],
      },
    );
    expect(report.reason).toBe('install: found 1000 calls in one event: its steps never end');
  });

  it('may have no name, and be open before the first of them', async () => {
    const begin = async (options: Installation) => {
      await addStepWithoutName(options);
      throw new Error('too early');
    };
    const app = { functions: { connectorInstaller: 'begin' } };
    const report = await liveOlder(
      { installer: { ...installer, begin } },
      {
        app,
        script: [
          { install: null, fails: 'too early' },
          { 'open settings': null, fails: 'the function step "verify" is open' },
        ],
      },
    );
    expect(report.ending).toBe('done');
    const failing = () => {
      throw new Error('closed');
    };
    const open = await liveOlder(
      { installer: { begin: failing } },
      {
        app,
        script: [
          { install: null, fails: true },
          { 'open settings': null, fails: 'not installed yet: the installation is open' },
        ],
      },
    );
    expect(open.ending).toBe('done');
  });

  it('run in the whole life of an app, from the first to the last', async () => {
    const report = await liveOlder(only({}), { app: { installSteps } });
    expect(report).toMatchObject({ ending: 'done', broken: [] });
    expect(report.events[2]?.calls.map(({ step }) => step)).toEqual(['Fill', 'Verify']);
  });

  it('are named by their function in the report, if they have no name', async () => {
    const app = { functions: { connectorInstaller: 'begin' } };
    const report = await liveOlder(
      { installer: { ...installer, begin: addStepWithoutName } },
      { app, script: ['install'] },
    );
    expect(report.events[0]?.calls[1]?.step).toBe('verify');
  });
});
