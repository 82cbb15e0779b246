import { describe, expect, it } from 'vitest';
import { listOutcomes, live, liveOlder, openAccount } from './lives.ts';

type Options = Readonly<Record<string, unknown>>;
type Fields = Readonly<Record<string, object>>;

const NEEDED = ' of the form step "Fill", expected a value: the customer cannot go on without it';

const text = (id: string, more: object = {}) => ({ [id]: { id, name: id, type: 'text', ...more } });

/** Installs an app whose only step has a form. Returns the outcome of the submission, and what the function got. */
async function submit(fieldMap: Fields | undefined, given: Options): Promise<[outcome: string, submitted: unknown]> {
  let got: unknown;
  const fill = ({ formSubmission }: Options) => {
    got = formSubmission;
  };
  const step = { name: 'Fill', type: 'form' as const, function: 'fill', form: { fieldMap }, submit: given };
  const report = await live({ fill }, { app: { installSteps: [step] }, script: ['install', 'submit form'] });
  return [String(listOutcomes(report)[1]), got];
}

describe('a required field of a form', () => {
  const required = text('currency', { required: true });

  it.each([[{}], [{ currency: '' }], [{ currency: null }], [{ currency: [] }]])(
    'keeps the customer from submitting %j',
    async (given) => {
      expect(await submit(required, given)).toEqual([
        `submit form: failed: found nothing in the required field currency${NEEDED}`,
        undefined,
      ]);
    },
  );

  it.each([['EUR'], [0], [false]])('may have the value %j', async (currency) => {
    expect(await submit(required, { currency })).toEqual(['submit form: done', { currency }]);
  });

  it('is named with the others that are empty, and by its name', async () => {
    const named = { size: { id: 'size', name: 'shoeSize', type: 'text', required: true }, broken: null };
    const [outcome] = await submit({ ...required, ...named } as unknown as Fields, {});
    expect(outcome).toContain('found nothing in the required fields currency, shoeSize');
  });

  it('has its defaultValue where the customer leaves it, which the function gets', async () => {
    const filled = text('currency', { required: true, defaultValue: 'EUR' });
    expect(await submit(filled, {})).toEqual(['submit form: done', { currency: 'EUR' }]);
    expect((await submit(filled, { currency: '' }))[0]).toContain('failed');
  });

  it.each<[string, object, Options, boolean]>([
    ['hidden', { required: true, visible: false }, {}, false],
    ['shown by a condition', { required: true, visibleWhen: [{ field: 'kind', is: ['b2b'] }] }, { kind: 'b2b' }, true],
    ['hidden by a condition', { required: true, visibleWhen: [{ field: 'kind', is: ['b2b'] }] }, { kind: 'x' }, false],
    ['shown by one condition', { required: true, visibleWhen: [{ field: 'a', is: [1] }, { field: 'kind' }] }, {}, true],
    [
      'hidden by one of all conditions',
      {
        required: true,
        visibleWhenAll: [
          { field: 'kind', isNot: [''] },
          { field: 'other', is: [1] },
        ],
      },
      { kind: 'b2b' },
      false,
    ],
    ['required by a condition', { requiredWhen: [{ field: 'kind', is: [{ value: 'b2b' }] }] }, { kind: 'b2b' }, true],
    [
      'required by no condition',
      { required: true, requiredWhenAll: [{ field: 'kind', isNot: ['x'] }] },
      { kind: 'x' },
      false,
    ],
  ])('is demanded only where it is shown and required: %s', async (_, more, given, isDemanded) => {
    const [outcome] = await submit({ ...text('kind'), ...text('vatId', more) }, given);
    expect(outcome.includes('required field vatId')).toBe(isDemanded);
  });

  it('may be tested: a script says that the submission fails, and goes on', async () => {
    const step = { name: 'Fill', type: 'form' as const, form: { fieldMap: required } };
    const script = [
      'install',
      { 'submit form': {}, fails: 'required field currency' },
      { 'submit form': { currency: 1 } },
    ];
    const report = await live({}, { app: { installSteps: [step] }, script });
    expect(report).toMatchObject({ ending: 'done', broken: [] });
    expect(report.readings).toContainEqual(
      expect.objectContaining({ rule: expect.stringContaining('required field') }),
    );
  });

  it('is demanded of a child, and at the uninstallation', async () => {
    const step = { name: 'Fill', type: 'form' as const, form: { fieldMap: required } };
    const initChild = () => ({ name: 'Child', installSteps: [step] });
    const app = { functions: { initChild: 'initChild' }, uninstallSteps: [step] };
    const report = await live({ initChild }, { app, script: ['install', 'add child'] });
    expect(listOutcomes(report)[1]).toBe(`add child: failed: found nothing in the required field currency${NEEDED}`);
    const ended = await live({ initChild }, { app, script: ['install', 'uninstall'] });
    expect(listOutcomes(ended)[1]).toBe(`uninstall: failed: found nothing in the required field currency${NEEDED}`);
  });
});

describe('a required setting', () => {
  const failed = (name: string) =>
    `save settings: refused: found nothing in the required field ${name} of the settings, expected a value: the customer cannot go on without it`;
  const fails = 'the settings';

  it('of 2.0 is demanded as the form has it, and keeps the value that is saved', async () => {
    const settingsForm = { form: { fieldMap: { ...text('currency', { required: true }), ...text('size') } } };
    const script = [
      'install',
      { 'save settings': { size: 1 }, fails },
      { 'save settings': { currency: 'EUR' } },
      { 'save settings': { size: 1 } },
    ];
    const report = await live({}, { app: { settingsForm }, script });
    expect(listOutcomes(report).slice(1)).toEqual([failed('currency'), 'save settings: done', 'save settings: done']);
  });

  it('of 2.0 is demanded as formInit has answered, until the integration is gone', async () => {
    const fill = () => ({ fieldMap: text('taxRate', { required: true }) });
    const save = { 'save settings': { currency: 'EUR' } };
    const script = ['install', save, 'open settings', { 'save settings': {}, fails }, 'uninstall', 'install', save];
    const report = await live({ fill }, { app: { functions: { formInit: 'fill' } }, script });
    expect(report.ending).toBe('done');
    expect(listOutcomes(report)[3]).toBe(failed('taxRate'));
  });

  it('of 1.0 is demanded in the list of fields that is saved', async () => {
    const fields = [
      { name: 'size', value: 1 },
      { name: 'color', required: true },
      { name: 'old', required: true, hidden: true },
      { name: 'gone', required: true, visible: false },
    ];
    const others = [{ name: 'shape', required: true, value: 'round' }, { id: 'free' }];
    const begin = async (options: Options) => {
      const { integrations } = openAccount(options);
      const integration = await integrations.get(String(options._integrationId));
      const sections = [{ fields }, { sections: [{ fields: others }] }, null];
      await integrations.update({ ...integration, _id: String(options._integrationId), settings: { sections } });
    };
    const persist = ({ pending }: Options) => ({ success: true, pending });
    const report = await liveOlder(
      { installer: { begin }, settings: { persist } },
      {
        app: { functions: { connectorInstaller: 'begin', persistSettings: 'persist' } },
        script: [
          'install',
          { 'save settings': { size: 2 }, fails },
          { 'save settings': { free: 2 } },
          { 'save settings': { shape: '' }, fails },
          { 'save settings': { size: 2, color: 'red' } },
        ],
      },
    );
    expect(listOutcomes(report).slice(1)).toEqual([
      failed('color'),
      'save settings: done',
      failed('shape'),
      'save settings: done',
    ]);
  });
});
