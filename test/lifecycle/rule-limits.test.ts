import type { LifeReport } from 'integrator-extension-lambda/simulator';
import { describe, expect, it } from 'vitest';
import { live, liveOlder, openAccount } from './lives.ts';

type Options = Readonly<Record<string, unknown>> & {
  readonly resource: { readonly _id: string; readonly name: string };
  readonly toEdition: string;
  readonly _integrationId: string;
  readonly _connectionId: string;
};

const list = ({ broken }: LifeReport) => broken.map(({ rule, message }) => `${rule}: ${message}`);
const steps = (name: string) => [{ name: 'Make', function: name }];

/** Deletes what there is, and makes a flow with its export anew. */
const remake = async (options: Options) => {
  const { exports, flows } = openAccount(options);
  for (const resources of [flows, exports]) {
    for (const { _id } of await resources.find()) await resources.delete(String(_id));
  }
  const { _id: _exportId } = await exports.create({ name: 'Get orders' });
  await flows.create({ name: 'Orders', pageGenerators: [{ _exportId }] });
};

describe('a step that replaces what it has made', () => {
  it('is repeatable, and resumable', async () => {
    const app = { installSteps: steps('make') };
    const faults = { repeatStep: true as const, loseAnswer: true as const, abortAfter: 2 };
    const report = await live({ make: remake }, { app, script: ['install'], faults });
    expect(report).toMatchObject({ ending: 'done', broken: [] });
  });
});

describe('a connection that the customer had before', () => {
  it('may change: the customer may have chosen it', async () => {
    const use = async ({ _connectionId, ...options }: Options) => {
      const { connections } = openAccount(options);
      await connections.update({ ...(await connections.get(_connectionId)), _id: _connectionId, name: 'Shop' });
    };
    const account = { connections: [{ _id: 'mine', name: 'Mine', type: 'http' }] };
    const app = { account, installSteps: [{ name: 'Connect', type: 'connection' as const, function: 'use' }] };
    const report = await live({ use }, { app, script: ['install', 'connect mine', 'uninstall'] });
    expect(report).toMatchObject({ ending: 'done', broken: [] });
    expect(report.events.at(-1)?.tree.connections).toMatchObject([{ name: 'Shop' }]);
  });
});

describe('a step that is repeated', () => {
  type Document = Readonly<Record<string, unknown>> & { readonly settings?: Readonly<Record<string, unknown>> };

  /** The paths of what it has added to twice, by what it makes of the integration in its calls. */
  const repeat = async (change: (integration: Document, call: number) => Document) => {
    let calls = 0;
    const make = async (options: Options) => {
      const { integrations } = openAccount(options);
      const _id = options.resource._id;
      calls += 1;
      await integrations.update({ ...change((await integrations.get(_id)) as Document, calls), _id });
    };
    const said = { app: { installSteps: steps('make') }, script: ['install'], faults: { repeatStep: true as const } };
    const { broken, ending } = await live({ make }, said);
    expect(ending).toBe('done');
    return broken.map(({ rule, path }) => `${rule} ${path?.replace(/^.*?\./, '')}`);
  };
  const set = (name: string, next: (value: unknown, call: number) => unknown) => (own: Document, call: number) => ({
    ...own,
    settings: { ...own.settings, [name]: next(own.settings?.[name], call) },
  });

  it.each([
    ['a number', set('runs', (value) => Number(value ?? 0) + 3), 'settings.runs'],
    ['a text', set('note', (value) => `${value ?? ''}made. `), 'settings.note'],
    ['the end of a text', (own: Document) => ({ ...own, name: `${own.name} (made)` }), 'name'],
    ['the beginning of a text', (own: Document) => ({ ...own, name: `New ${own.name}` }), 'name'],
  ])('adds to %s only once', async (_, change, path) => {
    expect(await repeat(change)).toEqual([`repeatable ${path}`]);
  });

  it.each([
    ['a time', set('at', (value) => Number(value ?? 1.7e12) + 1000)],
    ['another text', set('at', (_, call) => `call ${call}`)],
    ['a value of another type', set('at', (_, call) => (call === 1 ? 1 : '2'))],
    ['a flag', set('isAgain', (_, call) => call > 1)],
    ['what its first call has left alone', (own: Document, call: number) => set(`call${call}`, () => 1)(own, call)],
    ['only then a value', (own: Document, call: number) => (call === 1 ? own : { ...own, name: 'Again' })],
  ])('may save %s', async (_, change) => {
    expect(await repeat(change)).toEqual([]);
  });

  it('adds nothing to a document that its first call has made', async () => {
    const make = async (options: Options) => {
      const { state } = openAccount(options);
      await state.put('runs', Number((await state.get('runs')) ?? 0) + 1);
    };
    const said = { app: { installSteps: steps('make') }, script: ['install'], faults: { repeatStep: true as const } };
    expect(list(await live({ make }, said))).toEqual([
      'repeatable: make ran again and added the same to value of the value of the state "runs" once more',
    ]);
  });
});

describe('a step that names its documents by the time', () => {
  it('lacks nothing after it was ended half way, and fails no other rule', async () => {
    let made = 0;
    const make = async (options: Options) => {
      const { flows } = openAccount(options);
      const found = await flows.find();
      for (let count = found.length; count < 2; count++) {
        made += 1;
        await flows.create({ name: `Orders ${made}` });
      }
    };
    const app = { installSteps: steps('make') };
    const report = await live({ make }, { app, script: ['install'], faults: { abortAfter: 1 } });
    expect(report).toMatchObject({ ending: 'done', broken: [] });
  });
});

describe('a life whose integration a function has replaced', () => {
  it('is compared by what it has, after a call was ended half way', async () => {
    const make = async (options: Options) => {
      const { integrations, state } = openAccount(options);
      const [found] = await integrations.find({ name: 'Second' });
      if (!found) {
        await integrations.create({ name: 'Second', settings: { size: 1 } });
        await state.put('size', 1);
      }
    };
    const app = { installSteps: steps('make') };
    const report = await live({ make }, { app, script: ['install'], faults: { abortAfter: 1 } });
    expect(list(report)).toEqual([
      'resumable: the value of the state "size" is missing, expected what the same life has without faults: a call that goes on does all of its work',
    ]);
  });

  it('is compared by the documents that both lives have', async () => {
    const make = async (options: Options) => {
      const { flows, integrations } = openAccount(options);
      await flows.create({ name: 'Orders' });
      await integrations.create({ name: 'Second', settings: { size: 1 } });
    };
    const app = { installSteps: steps('make') };
    const { signal } = new AbortController();
    const said = { app, script: ['install'], faults: { abortAfter: 1 }, settings: { signal } };
    expect(list(await live({ make }, said))).toEqual([
      'resumable: make made another flow "Orders" when it was tried again, expected it to go on with flows/000000000000000000000001, which its failed call has made',
    ]);
  });

  it('is not compared where the life without faults fails', async () => {
    let calls = 0;
    const make = async (options: Options) => {
      calls += 1;
      if (calls > 2) throw new Error('no more');
      await openAccount(options).state.put('size', calls);
    };
    const app = { installSteps: steps('make') };
    const report = await live({ make }, { app, script: ['install'], faults: { abortAfter: 1 } });
    expect(report).toMatchObject({ ending: 'done', broken: [] });
  });
});

describe('a step that has failed by itself', () => {
  it('is held to what its first try has made, in a later event', async () => {
    let tries = 0;
    const make = async (options: Options) => {
      tries += 1;
      await openAccount(options).flows.create({ name: 'Orders' });
      if (tries === 1) throw new Error('no room');
    };
    const app = { installSteps: steps('make') };
    const report = await live({ make }, { app, script: [{ install: null, fails: 'no room' }, 'install'] });
    expect(report.broken).toMatchObject([{ rule: 'resumable', event: 2, call: 2, function: 'make' }]);
  });

  it('may fail again, also if it was ended half way before', async () => {
    const make = async (options: Options) => {
      await openAccount(options).state.put('tried', true);
      throw new Error('no room');
    };
    const app = { installSteps: steps('make') };
    const refused = { install: null, fails: 'no room' };
    const report = await live({ make }, { app, script: [refused, refused], faults: { abortAfter: 1 } });
    expect(report).toMatchObject({ ending: 'done', broken: [] });
  });
});

describe('an uninstallation', () => {
  const make = async (options: Options) => {
    await openAccount(options).flows.create({ name: `Orders of ${options.resource._id}` });
  };

  it('is asked only for what was made since the last one', async () => {
    const app = { installSteps: steps('make') };
    const report = await live({ make }, { app, script: ['install', 'uninstall', 'install', 'uninstall'] });
    expect(report.broken.map(({ event, path }) => [event, path])).toEqual([
      [2, 'flows/000000000000000000000001'],
      [4, 'flows/000000000000000000000002'],
    ]);
  });

  it('leaves no connection of the wizard that was taken from its integration', async () => {
    const take = async (options: Options) => {
      const { connections } = openAccount(options);
      const { _integrationId: _, ...own } = { ...(await connections.get(options._connectionId)) };
      await connections.update({ ...own, _id: options._connectionId, _integrationId: '' });
    };
    const app = { installSteps: [{ name: 'Connect', type: 'connection' as const, function: 'take' }] };
    const report = await live({ take }, { app, script: ['install', 'connect', 'uninstall'] });
    expect(list(report)).toEqual(['leftover: found the connection "Connect"; expected it to be deleted']);
  });
});

describe('a change of the edition', () => {
  const app = {
    functions: { changeEdition: 'change' },
    installSteps: steps('make'),
    editions: ['small', 'large', 'huge'],
  };

  it('may make documents anew, with the references to them', async () => {
    const change = async (options: Options) => {
      const { exports, flows } = openAccount(options);
      const [old] = await exports.find();
      const [flow] = await flows.find();
      const fresh = await exports.create({ name: 'Get orders' });
      await flows.update({ ...flow, _id: String(flow?._id), pageGenerators: [{ _exportId: fresh._id }] });
      await exports.delete(String(old?._id));
    };
    const script = ['install', 'change edition large', 'change edition huge', 'change edition large'];
    const report = await live({ make: remake, change }, { app, script });
    expect(report).toMatchObject({ ending: 'done', broken: [] });
  });

  it('is not compared across events that change something, or across failures', async () => {
    const change = async (options: Options) => {
      if (options.toEdition === 'huge') throw new Error('too large');
      // Nothing takes it away again: a comparison would find it.
      if (options.toEdition === 'large') await openAccount(options).state.put('large', true);
    };
    const report = await live(
      { make: remake, change },
      {
        app,
        script: [
          'install',
          'change edition large',
          { 'save settings': { size: 2 } },
          'change edition small',
          { 'change edition': 'huge', fails: 'too large' },
          'change edition large',
        ],
      },
    );
    expect(report).toMatchObject({ ending: 'done', broken: [] });
  });

  it('that nobody has a function for changes nothing', async () => {
    const { functions: _, installSteps: _steps, ...rest } = app;
    const report = await live({}, { app: rest, script: ['install', 'change edition large', 'change edition small'] });
    expect(report).toMatchObject({ ending: 'done', broken: [] });
  });

  it('is found with the value that it leaves nothing of', async () => {
    const change = async (options: Options) => {
      const { integrations } = openAccount(options);
      const [{ settings: _, ...own } = {}] = await integrations.find();
      await integrations.update({ ...own, _id: String(own._id), settings: {} });
    };
    const report = await live(
      { make: remake, change },
      { app, script: ['install', { 'save settings': { size: 2 } }, 'change edition large', 'change edition small'] },
    );
    expect(list(report)).toEqual([
      'edition-return: found nothing in the integration "Orders", expected 2, as before the change from edition small',
    ]);
  });
});

describe('a form', () => {
  const open = async (form: unknown) =>
    list(
      await live(
        { fill: () => form },
        { app: { functions: { formInit: 'fill' } }, script: ['install', 'open settings'] },
      ),
    );

  it('may be empty', async () => {
    expect(await open({})).toEqual([]);
    expect(await open({ fieldMap: {} })).toEqual([]);
  });

  it('has types that are texts, and a layout of its own fields', async () => {
    const [type, layout] = await open({
      fieldMap: { a: { id: 'a', name: 'a', type: 1 } },
      layout: { fields: ['b'], type: null },
    });
    expect(type).toContain('found 1, expected one of text');
    expect(layout).toBe('form-fields: found "b", expected a field of fieldMap: a');
    expect(await open({ fieldMap: {}, layout: { fields: ['b'] } })).toEqual([
      'form-fields: found "b", expected a field of fieldMap: there is none',
    ]);
  });
});

describe('the forms of several steps in one event', () => {
  it('are each held to their fields', async () => {
    const form = (type: string) => ({ fieldMap: { size: { id: 'size', name: 'size', type } } });
    const step = (name: string, type: string) => ({ name, type: 'form' as const, form: form(type) });
    const createChild = () => ({
      name: 'Child',
      installSteps: [step('First', 'txt'), step('Second', 'text')],
    });
    const app = {
      functions: { initChild: 'createChild' },
      uninstallSteps: [step('Third', 'number'), step('Fourth', 'text')],
    };
    const { broken } = await live({ createChild }, { app, script: ['install', 'add child', 'uninstall'] });
    expect(broken.map(({ rule, event, message }) => [rule, event, message.slice(0, 14)])).toEqual([
      ['form-fields', 2, 'found "txt", e'],
      ['form-fields', 3, 'found "number"'],
    ]);
  });
});

describe('preSave', () => {
  const save = async (change: (document: Record<string, unknown>) => unknown) => {
    const check = ({ newResource }: { newResource: Record<string, unknown> }) => change(newResource);
    const app = { functions: { preSave: 'check' }, installSteps: [{ name: 'Fill', type: 'form' as const }] };
    const values = { 'save settings': { shops: ['north', 'south'], size: { width: 1 }, none: null } };
    const script = ['install', 'submit form', values];
    return live({ check }, { app, script });
  };

  it('may change values, and shorten lists in the settings', async () => {
    const settings = { shops: ['north'], size: 'small', none: 1 };
    expect(list(await save((document) => ({ ...document, settings })))).toEqual([]);
  });

  it('loses no element of a list elsewhere', async () => {
    const [found] = list(await save((document) => ({ ...document, installSteps: [] })));
    expect(found).toBe('pre-save: found nothing, expected an object, as in newResource');
  });

  it('may refuse a document, and is reported once for an answer that is none', async () => {
    const refused = await save(() => {
      throw new Error('no');
    });
    expect(list(refused)).toEqual([]);
    expect(list(await save(() => null))).toEqual([
      'contract: expected object, received null; did the function forget to return?',
    ]);
    const other = await save(() => []);
    expect(other.broken.map(({ rule }) => rule)).toContain('pre-save');
  });
});

describe('the settings of 1.0', () => {
  const app = { functions: { persistSettings: 'persist' } };

  it('may be saved without a pending value, which changes nothing', async () => {
    const persist = () => ({ success: true, pending: { size: 1 } });
    const report = await liveOlder({ settings: { persist } }, { app, script: ['install', { 'save settings': {} }] });
    expect(list(report)).toEqual(['pending-only: found size in the answer, which was not pending; expected no change']);
  });

  it('are gone with an integration that a function deletes', async () => {
    const persist = async (options: Options) => {
      await openAccount(options).integrations.delete(options._integrationId);
      return { success: true };
    };
    const report = await liveOlder({ settings: { persist } }, { app, script: ['install', 'save settings'] });
    expect(report).toMatchObject({ ending: 'failed', broken: [] });
  });
});

describe('an update', () => {
  it('may delete another integration, and rename what no customer has chosen', async () => {
    const make = async (options: Options) => {
      await openAccount(options).integrations.create({ name: 'Second' });
    };
    const update = async (options: Options) => {
      const { integrations } = openAccount(options);
      const [second] = await integrations.find({ name: 'Second' });
      if (second) await integrations.delete(String(second._id));
    };
    const app = { installSteps: steps('make'), functions: { update: 'update' } };
    const report = await live({ make, update }, { app, script: ['install', 'update to 2.0.0'] });
    expect(report).toMatchObject({ ending: 'done', broken: [] });
  });
});

describe('the steps of an answer', () => {
  it('are none where the integration has none', async () => {
    const prepare = () => ({ success: true, stepsToUpdate: [{ uninstallerFunction: 'x' }] });
    const app = { functions: { preUninstall: 'prepare' } };
    const report = await liveOlder({ uninstaller: { prepare } }, { app, script: ['install', 'uninstall'] });
    expect(list(report)).toEqual(['steps-exist: found "x", expected the uninstallerFunction of a step: there is none']);
  });
});
