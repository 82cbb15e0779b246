import { simulateApp } from 'integrator-extension-lambda/simulator';
import { expect, it } from 'vitest';
import { createFolder } from '../cli/command-line.ts';
import { listOutcomes, live, liveOlder, openAccount, type Said } from './lives.ts';

type Options = Readonly<Record<string, unknown>>;
type Event = NonNullable<Said['script']>[number];

const fieldMap = {
  currency: { id: 'currency', name: 'currency', type: 'select', options: [{ items: ['EUR', { value: 'GBP' }] }] },
  shops: { id: 'shops', name: 'shops', type: 'multiselect', options: [{ items: [1, 2] }] },
  color: { id: 'color', name: 'color', type: 'radiogroup', options: [{ id: 'red', text: 'Red' }] },
  sure: { id: 'sure', name: 'sure', type: 'checkbox' },
  empty: { id: 'empty', name: 'empty', type: 'select' },
  odd: { id: 'odd', name: 'odd', type: 'select', options: [{ items: [{ name: 'x' }] }] },
  other: { id: 'other', name: 'other', type: 'select', options: 'of another form' },
  note: { id: 'note', name: 'note', type: 'text' },
};

const refuseOddCurrency = ({ formSubmission }: { formSubmission: Options }) => {
  if (formSubmission.currency === 'XYZ') throw new Error('choose one of EUR, GBP');
};

/** Submits values in the only step of an app. Returns the outcome of that event. */
async function submit(values: Options, more: object = {}): Promise<string> {
  const installSteps = [{ name: 'Fill', type: 'form' as const, function: 'fill', form: { fieldMap } }];
  const script = ['install', { 'submit form': values, ...more }];
  const report = await live({ fill: refuseOddCurrency }, { app: { installSteps }, script });
  return String(listOutcomes(report)[1]);
}

it.each<[Options, string]>([
  [{ curency: 'EUR' }, 'found the unknown field "curency", expected currency'],
  [{ x: 'EUR' }, 'found the unknown field "x", expected one of currency, shops, color, sure, empty, odd, other, note'],
  [{ currency: 'EURO' }, 'found "EURO" in the field currency, expected EUR'],
  [{ currency: 'yen' }, 'found "yen" in the field currency, expected one of EUR, GBP'],
  [{ currency: ['EUR'] }, 'found ["EUR"] in the field currency, expected one option, no list'],
  [{ shops: 1 }, 'found 1 in the field shops, expected a list of options'],
  [{ shops: [1, 3] }, 'found [1,3] in the field shops, expected one of 1, 2'],
  [{ color: 'Red' }, 'found "Red" in the field color, expected red'],
  [{ sure: 'yes' }, 'found "yes" in the field sure, expected true or false'],
  [{ empty: 'x' }, 'found "x" in the field empty, expected nothing: the field has no options'],
])('a customer cannot submit %j', async (values, message) => {
  expect(await submit(values)).toBe(`submit form: failed: the form step "Fill": ${message}`);
});

it.each<[Options]>([
  [{ currency: 'GBP', shops: [2], color: 'red', sure: false, note: 'any' }],
  [{ currency: '', shops: [], color: null }],
  [{ odd: 'anything', other: 'anything' }],
])('a customer can submit %j', async (values) => {
  expect(await submit(values)).toBe('submit form: done');
});

it('`fails: true` expects no mistake of the script, and lets the function refuse what its form does not offer', async () => {
  expect(await submit({ curency: 'XYZ' }, { fails: true })).toContain(
    'failed: the form step "Fill": found the unknown',
  );
  expect(await submit({ currency: 'XYZ' }, { fails: true })).toBe(
    'submit form: refused: fill failed: Error: choose one of EUR, GBP',
  );
  expect(await submit({ currency: 'YEN' }, { fails: true })).toContain('submit form: failed: submit form succeeded');
});

it('settings are saved as their form has them, and any without one', async () => {
  const save = (values: Options, app: Said['app']) =>
    live({}, { app: app ?? {}, script: ['install', { 'save settings': values }] });
  const typed = await save({ curency: 'EUR' }, { settingsForm: { form: { fieldMap } } });
  expect(typed.reason).toBe('save settings: the settings: found the unknown field "curency", expected currency');
  const without = await save({ any: 1 }, {});
  expect(without).toMatchObject({ ending: 'done' });
  expect(without.readings.map(({ rule }) => rule)).toContainEqual(expect.stringContaining('they take any value'));
});

it('settings of 1.0 are saved and refreshed as their sections have them', async () => {
  const begin = async (options: Options) => {
    const { integrations } = openAccount(options);
    const _id = String(options._integrationId);
    const fields = [{ name: 'size', type: 'radio', options: [['s', 'Small'], 'm'] }, { name: 'color' }];
    await integrations.update({ ...(await integrations.get(_id)), _id, settings: { sections: [{ fields }] } });
  };
  const settings = { persist: ({ pending }: Options) => ({ success: true, pending }), refresh: () => ({}) };
  const functions = { connectorInstaller: 'begin', persistSettings: 'persist', refreshMetadata: 'refresh' };
  const run = async (event: Event) => {
    const report = await liveOlder(
      { installer: { begin }, settings },
      { app: { functions }, script: ['install', event] },
    );
    return listOutcomes(report)[1];
  };
  expect(await run({ 'save settings': { size: 's' } })).toBe('save settings: done');
  expect(await run({ 'save settings': { size: 'Small' } })).toContain(
    'found "Small" in the field size, expected one of s, m',
  );
  expect(await run({ 'save settings': { sise: 's' } })).toContain('found the unknown field "sise", expected size');
  expect(await run('refresh metadata colour')).toContain('found the unknown field "colour", expected color');
  expect(await run('refresh metadata x')).toContain('expected one of size, color');
});

it('a child takes only what one of its forms asks for', async () => {
  const ask = (name: string) => ({
    name,
    type: 'form',
    form: { fieldMap: { [name]: { id: name, name, type: 'text' } } },
  });
  const initChild = () => ({ name: 'Child', installSteps: [{ ...ask('shop'), function: 'fill' }, ask('city')] });
  const got: unknown[] = [];
  const fill = ({ formSubmission }: Options) => void got.push(formSubmission);
  const add = async (child: Options) => {
    const app = { functions: { initChild: 'initChild' }, children: [child] };
    return (await live({ initChild, fill }, { app })).reason;
  };
  expect(await add({ shop: 'north', city: 'Ulm' })).toBeUndefined();
  expect(got).toEqual([{ shop: 'north' }]);
  expect(await add({ shp: 'north' })).toBe(
    'add child: the forms of the child: found the unknown field "shp", expected shop',
  );
});

it('editions and versions are those of the app, unless it is expected to refuse them', async () => {
  const app = { versions: ['2.0.0'], editions: ['starter', 'premium'] };
  const run = async (event: Event) => (await live({}, { app, script: ['install', event] })).reason;
  expect(await run('change edition premum')).toContain('found the unknown edition "premum", expected premium');
  expect(await run('update to 9')).toContain('found the unknown version "9", expected one of 1.0.0, 2.0.0');
  expect(await run({ 'change edition': 'none', fails: true })).toContain('succeeded, expected it to fail');
});

it('the place of a mistake is that in the app file', async () => {
  const { write } = createFolder({});
  write('module.mjs', 'export const fill = () => {};');
  const steps = [
    'app:',
    '  name: Orders',
    '  module: module.mjs',
    '  installSteps:',
    '    - name: Fill',
    '      type: form',
    '      function: fill',
    '      form: { fieldMap: { currency: { id: currency, name: currency, type: text } } }',
  ];
  const own = await simulateApp(write('own.yaml', [...steps, '      submit:', '        curency: EUR'].join('\n')));
  expect(own.events[1]).toMatchObject({ outcome: 'failed', place: 'own.yaml:10:9' });
  const script = ['script:', '  - install', '  - submit form:', '      curency: EUR'];
  const scripted = await simulateApp(write('scripted.yaml', [...steps, ...script].join('\n')));
  expect(scripted.events[1]).toMatchObject({ outcome: 'failed', place: 'scripted.yaml:12:7' });
});

const HIDDEN = 'expected none: the customer does not see it';

it.each<[string, object, Options, string]>([
  [
    'by itself',
    { visible: false },
    { vat: 'x' },
    `the form step "Fill": found a value for the hidden field vat, ${HIDDEN}`,
  ],
  ['by a condition', { visibleWhen: [{ field: 'country', is: ['DE'] }] }, { vat: 'x' }, `hidden field vat, ${HIDDEN}`],
  ['by a condition that holds', { visibleWhen: [{ field: 'country', is: ['DE'] }] }, { vat: 'x', country: 'DE' }, ''],
  ['and left alone', { visible: false, defaultValue: 'y' }, {}, ''],
])('a customer does not fill in a field that is hidden %s', async (_, more, values, message) => {
  const got: unknown[] = [];
  const fill = ({ formSubmission }: Options) => void got.push(formSubmission);
  const text = (id: string, own: object = {}) => ({ [id]: { id, name: id, type: 'text', ...own } });
  const form = { fieldMap: { ...text('country'), ...text('vat', more) } };
  const installSteps = [{ name: 'Fill', type: 'form' as const, function: 'fill', form }];
  const script = (event: object) => ({ app: { installSteps }, script: ['install', event] as Said['script'] });
  const report = await live({ fill }, script({ 'submit form': values }));
  expect(report.reason ?? '').toContain(message);
  expect(report.ending).toBe(message === '' ? 'done' : 'failed');
  const isHidden = !('country' in values);
  expect(report.readings.some(({ rule }) => rule.includes('takes no value from the customer'))).toBe(isHidden);
  if (message === '') return;
  // Whoever passes the form by can send it.
  await live({ fill }, script({ 'submit form': values, fails: true }));
  expect(got).toEqual([{ vat: 'x' }]);
});

it('a field of the same name that is shown takes the value', async () => {
  const field = (id: string, more: object) => ({ [id]: { id, name: 'vat', type: 'text', ...more } });
  const form = { fieldMap: { ...field('one', { visible: false }), ...field('other', {}) } };
  const app = { settingsForm: { form } };
  expect(await live({}, { app, script: ['install', { 'save settings': { vat: 'x' } }] })).toMatchObject({
    ending: 'done',
  });
});

it.each([{ visible: false }, { hidden: true }])('settings of 1.0 take no value for a field with %j', async (more) => {
  const begin = async (options: Options) => {
    const { integrations } = openAccount(options);
    const _id = String(options._integrationId);
    const fields = [{ name: 'size' }, { name: 'color', ...more }];
    await integrations.update({ ...(await integrations.get(_id)), _id, settings: { sections: [{ fields }] } });
  };
  const settings = { persist: ({ pending }: Options) => ({ success: true, pending }) };
  const functions = { connectorInstaller: 'begin', persistSettings: 'persist' };
  const report = await liveOlder(
    { installer: { begin }, settings },
    { app: { functions }, script: ['install', { 'save settings': { color: 'red' } }] },
  );
  expect(report.reason).toBe(`save settings: the settings: found a value for the hidden field color, ${HIDDEN}`);
});

it('a default value that its field does not offer breaks a rule, and has its place', async () => {
  const form = { fieldMap: { ...fieldMap, currency: { ...fieldMap.currency, defaultValue: 'YEN' } } };
  const { broken } = await live({}, { app: { settingsForm: { form } }, script: ['install', 'open settings'] });
  expect(broken).toMatchObject([
    {
      rule: 'form-fields',
      path: 'form.fieldMap.currency.defaultValue',
      message: 'found "YEN", expected one of EUR, GBP',
    },
  ]);
});
